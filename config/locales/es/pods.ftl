# Otros pods: cómo están, y quién está bloqueado.

pods-title = Pods
pods-lead = Los otros pods que este conoce.
pods-search = Servidor o programa
pods-state = Estado
pods-state-any = Todos
pods-state-well = Bien
pods-state-away = Ausente
pods-state-blocked = Bloqueado
pods-sort = Orden
pods-sort-name = Por nombre
pods-sort-heard = Último contacto primero
pods-sort-met = Los más nuevos primero
pods-sort-people = Más personas primero
pods-sort-waiting = Más cartas en espera primero
pods-sort-failures = Más fallos primero
pods-count =
    { $count ->
        [one] { $count } pod
       *[other] { $count } pods
    }
pods-pod = Pod
pods-people = Personas
pods-waiting = Cartas en espera
pods-bytes = Espacio que ocupan
pods-pace = Cartas por segundo al ponerse al día
pods-contact = Último contacto
pods-came = Últimas noticias
pods-reached = Alcanzado por última vez
pods-came-when = Noticias: { $when }
pods-reached-when = Alcanzado: { $when }
pods-never = nunca
pods-met = Conocido desde
pods-asked = Preguntado por su programa
pods-since = Ausente desde: { $when }.
pods-failures =
    { $count ->
        [one] { $count } fallo.
       *[other] { $count } fallos seguidos.
    }
pods-next = Próximo intento: { $when }.
pods-why-status = Respondió con el error { $status }.
pods-why-slow = Tardó demasiado.
pods-why-address = Su dirección no es de las que este pod contacta.
pods-why-form = Respondió algo que aquí no se lee.
pods-why-unreachable = No se pudo contactar con él.
pods-intake =
    Llegado y aún sin tratar: { $count ->
        [one] { $count } carta
       *[other] { $count } cartas
    }, { $size }. De un mismo pod se toman como mucho { $most } por minuto.
people-home = En otro pod: { $host }
post-origin = Donde se escribió
pods-none = Aún no hay otro pod
pods-none-text = En cuanto alguien de aquí busque a una persona de otro pod, o sea encontrado desde allí, ese pod aparecerá aquí.
pods-not-found = No hay tal pod
pods-not-found-text = Ningún pod coincide con lo que buscas.
pods-all = Todos los pods
pods-try = Intentar ahora
pods-trying = Se está enviando lo que espera para este pod.
pods-ask = Preguntar por su programa
pods-asking = Se está preguntando al pod. Vuelve a mirar en un momento.
pods-people-there = Personas conocidas allí
pods-nobody = De allí no se conoce a nadie aquí.
blocks-title = Bloqueos
blocks-lead = Con quien está bloqueado, este pod no tiene nada que ver: nada entra, nada sale y nada suyo se muestra. Lo que está aquí se queda, y se ve de nuevo cuando se levanta el bloqueo.
blocks-search = Nombre o motivo
blocks-count =
    { $count ->
        [one] { $count } bloqueo
       *[other] { $count } bloqueos
    }
blocks-who = Quién
blocks-with-below = y todos los que están por debajo
blocks-new = Bloquear un pod o a una persona
blocks-name = Servidor o ID de diaspora
blocks-name-hint = Por ejemplo pod.example, o alguien@pod.example para una persona.
blocks-below = También todos los servidores por debajo
blocks-reason = Motivo
blocks-reason-hint = Para el registro; también está en la lista que das a otros.
blocks-add = Bloquear
blocks-add-sure = ¿Bloquear? Ya nada viene de allí, nada va allí, y las cartas en espera se tiran.
blocks-added = Bloqueado.
blocks-lift = Levantar el bloqueo
blocks-lift-sure = ¿Levantar el bloqueo? Lo que había aquí se ve de nuevo.
blocks-lifted = El bloqueo está levantado.
blocks-is = Este pod está bloqueado.
blocks-covered = Este pod está bloqueado con { $name }.
blocks-none = Nadie está bloqueado
blocks-none-text = Bloquea abajo un pod o a una persona, o adopta la lista de otro pod.
blocks-not-found = No hay tal bloqueo
blocks-not-found-text = Ningún bloqueo coincide con lo que buscas.
blocks-lists = Listas
blocks-lists-text = Los pods se dan listas de a quién bloquean. Ves lo que haría una lista antes de que lo haga.
blocks-file = Archivo
blocks-paste = O pon la lista aquí
blocks-list-hint = CSV como lo dan otros pods, o un servidor por línea.
blocks-preview = Mirarla primero
blocks-export = Descargar nuestra lista
blocks-list = Lo que haría la lista
blocks-list-text = Aún no se ha hecho nada. Cada servidor se bloquearía con todos los que están por debajo.
blocks-list-new =
    { $count ->
        [one] { $count } se bloquearía
       *[other] { $count } se bloquearían
    }
blocks-list-already =
    { $count ->
        [one] { $count } ya está bloqueado, o aparece dos veces
       *[other] { $count } ya están bloqueados, o aparecen dos veces
    }
blocks-list-milder =
    { $count ->
        [one] { $count } no se adopta: la lista solo pide mostrarlo menos, y este pod bloquea o no bloquea
       *[other] { $count } no se adoptan: la lista solo pide mostrarlos menos, y este pod bloquea o no bloquea
    }
blocks-list-obfuscated =
    { $count ->
        [one] { $count } no se adopta: la lista oculta su nombre
       *[other] { $count } no se adoptan: la lista oculta sus nombres
    }
blocks-list-own =
    { $count ->
        [one] { $count } no se adopta: es este pod
       *[other] { $count } no se adoptan: son este pod
    }
blocks-list-unclear =
    { $count ->
        [one] { $count } no se entiende
       *[other] { $count } no se entienden
    }
blocks-list-more =
    { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
blocks-list-do =
    { $count ->
        [one] Bloquear { $count }
       *[other] Bloquear { $count }
    }
blocks-list-nothing = No hay nada nuevo que bloquear.
blocks-imported = La lista está adoptada.
error-pod-name = Esto no es un servidor ni un ID de diaspora. Escribe pod.example o alguien@pod.example.
error-pod-own = Este es tu propio pod. No puede bloquearse a sí mismo ni a su gente; las cuentas se bloquean en la página Personas.
error-pod-taken = Esto ya está bloqueado.
error-pod-reason = El motivo es demasiado largo o no se puede leer: como mucho { $most } caracteres, en una línea.
error-pod-list-empty = Esta lista está vacía. Elige un archivo o pon la lista en el campo.
error-pod-list-long = Esta lista es demasiado larga: como mucho { $most } líneas. Adóptala por partes.
error-person-blocked = La administración de este pod ha bloqueado a esta persona o a su pod.
admin-act-block = Bloqueó { $subject }
admin-act-unblock = Levantó el bloqueo de { $subject }
admin-act-block-list = Adoptó una lista de bloqueos; nuevos: { $subject }
