# Una entrada, su menú, su recibo y el campo para escribir.

post-pinned = Fijada
post-hidden = Oculta en tu flujo
post-edited = editada
post-seen-by = La ven:
post-menu = Más sobre la entrada de { $name }
post-edit = Editar
post-pin = Fijar en tu perfil
post-unpin = Dejar de fijar en tu perfil
post-show-more = Mostrarla a más personas
post-withdraw = Retirársela a alguien
post-history = Versiones anteriores
post-copy-link = Copiar el enlace
post-delete = Eliminar
post-delete-sure = ¿Eliminar esta entrada? Se retirará a todas las personas que la tienen. No se puede deshacer.
post-hide = Ocultar en tu flujo
post-unhide = Volver a mostrar en tu flujo
post-ignore = Ignorar a { $name }
post-ignore-sure = ¿Ignorar a { $name }? Ya no recibe lo que compartes y tú no ves lo que escribe. { $name } no recibe ningún aviso.
post-chosen = Compartida con estos aspectos
post-and-more =
    { $count ->
        [one] y { $count } persona más
       *[other] y { $count } personas más
    }
post-text = Tu entrada
post-placeholder = ¿Qué quieres compartir?
post-preview = Vista previa
post-preview-empty = Aquí aparece tu entrada tal como la leerán los demás.
post-share = Compartir
post-save = Guardar
post-see-who = Ver quiénes
post-outside = Mencionas a { $name }, pero no recibirá esta entrada. El nombre aparece sin enlace.
post-add = Añadir
post-draft-kept = Borrador guardado
post-draft-here = Borrador guardado en este dispositivo
post-not-shared = El pod no ha respondido y no se ha compartido nada. Tu texto sigue aquí; prueba otra vez en un momento.
post-too-long = Sobran # caracteres. Acorta el texto para compartirlo.
post-left =
    { $count ->
        [one] Queda { $count } carácter
       *[other] Quedan { $count } caracteres
    }
post-left-many = Quedan # caracteres
post-audience-title = ¿Quién recibe esta entrada?
post-audience-lead = Elige aspectos y personas, o compártela con todo el mundo.
post-reach = Hasta dónde llega
post-limited = Limitada
post-limited-hint = solo las personas que elijas
post-pod = Todo este pod
post-pod-hint = quienes tienen una cuenta aquí
post-public = Pública
post-public-hint = cualquiera, también los buscadores
post-quiet = Pública, con discreción
post-aspects = Aspectos
post-people = Y estas personas
post-except = Pero no
post-people-hint = Nombres, o identificadores separados por comas
post-this-pod = { $name } (este pod)
post-use-audience = Usar esta selección

# Lo que dicen las páginas y las respuestas sobre las entradas.

post-by = Entrada de { $name }
post-older = Entradas anteriores
post-back = Volver a la entrada
post-new = Escribir una entrada
post-edit-title = Editar tu entrada
post-edit-what = Todas las personas que tienen la entrada reciben la nueva versión y pueden consultar las anteriores.
post-limited-short = Limitada
post-choose = Elegir quiénes
post-and-others =
    { $count ->
        [one] { $name } y { $count } más
       *[other] { $name } y { $count } más
    }
post-title-public = Cualquiera puede ver esto.
post-title-quiet = Cualquiera puede ver esto, pero no sale en ninguna lista.
post-title-pod = Pueden ver esto quienes tienen una cuenta en este pod.
post-title-mine = Solo tú y las personas con quienes la compartiste podéis ver esto.
post-title-limited = Solo las personas con quienes se compartió pueden ver esto.
post-reach-public = Cualquiera puede leer esto, aquí y en otras partes, y los buscadores pueden encontrarlo.
post-reach-pod = Pueden leer esto quienes tienen una cuenta en este pod y las personas que nombres además.
post-reach-nobody = Aún no has elegido a nadie. Elige al menos un aspecto o una persona.
post-reach-limited =
    { $people ->
        [0] Aún no hay nadie: solo tú verás esto.
        [one] { $people } persona recibirá esto. Nadie más puede abrirlo.
       *[other] { $pods ->
            [one] { $people } personas en { $pods } pod recibirán esto. Nadie más puede abrirlo.
           *[other] { $people } personas en { $pods } pods recibirán esto. Nadie más puede abrirlo.
        }
    }
post-reach-unreached =
    { $count ->
        [one] { $count } persona está en un servidor que mostraría esto a otras: no lo recibirá.
       *[other] { $count } personas están en servidores que mostrarían esto a otras: no lo recibirán.
    }
post-reach-together = { $count } de { $people } están en servidores que pueden mostrarlas entre sí.
post-receipt =
    { $count ->
        [0] Nadie más tiene esta entrada
        [one] { $count } persona tiene esta entrada
       *[other] { $count } personas tienen esta entrada
    }
post-receipt-pod =
    { $count ->
        [0] Todo este pod puede ver esta entrada
        [one] Todo este pod puede ver esta entrada, y { $count } persona nombrada además
       *[other] Todo este pod puede ver esta entrada, y { $count } personas nombradas además
    }
post-given-aspect = por un aspecto, { $when }
post-given-named = por su nombre, { $when }
post-given-later = mostrada más tarde, { $when }
post-history-lead = Todas las personas que tienen la entrada pueden ver estas versiones, la más reciente primero.
post-history-now = Ahora
post-delete-title = ¿Eliminar esta entrada?
post-delete-what = Se retirará a todas las personas que la tienen. No se puede deshacer.
post-show-title = Mostrar esta entrada a más personas
post-show-what = Las personas que añadas reciben la entrada ahora, con sus comentarios, y se les avisa. Quienes ya la tienen la conservan.
post-show-who = Quién más la recibe
post-show-hint = Nombres, o identificadores separados por comas
post-show-do = Mostrarla
post-withdraw-title = Retirar esta entrada a alguien
post-withdraw-what = Desaparece de sus flujos y ya no pueden abrirla aquí. Lo que hayan leído o copiado no se puede deshacer, y no reciben ningún aviso.
post-withdraw-who = A quién se le retira
post-withdraw-do = Retirarla
post-withdraw-nobody = Nadie más tiene esta entrada, así que no hay a quién retirársela.
post-shared = Compartida.
post-saved = La nueva versión está compartida.
post-deleted = La entrada se ha eliminado.
post-pinned-now = La entrada está fijada en tu perfil.
post-unpinned = La entrada ya no está fijada en tu perfil.
post-hidden-now = La entrada está oculta en tu flujo. Puedes recuperarla desde su menú.
post-unhidden = La entrada vuelve a estar en tu flujo.
post-shown = Esas personas ya tienen la entrada.
post-withdrawn = La entrada se ha retirado. Ya no pueden abrirla.
post-hours =
    { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
post-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
post-add-poll = Añadir una encuesta
post-add-place = Añadir un lugar
post-add-warning = Añadir un aviso
post-add-end = Hacer que la entrada caduque
post-place = Lugar
post-place-hint = Lo ve quien recibe la entrada.
post-place-mine = Usar mi posición
post-place-found = Con unos diez metros de precisión:
post-place-failed = Tu navegador no ha dicho dónde estás. Escríbelo a mano.
post-sensitive = Delicada
post-sensitive-hint = La entrada se muestra cuando alguien la abre.
post-warning = De qué avisar, en pocas palabras
post-lasts = Borrar después de
post-lasts-always = Nunca
post-lasts-hint = Entonces se retira a quienes la tienen.
post-ends = Se borrará el { $when }
post-shield = Entrada delicada
post-shield-open = Mostrar
post-bookmark = Guardar
post-unbookmark = Quitar de guardadas
post-bookmarked = La entrada está entre tus guardadas.
post-unbookmarked = La entrada ya no está guardada.
post-unfold = Mostrar más
post-fold = Mostrar menos
post-add-later = Compartir más tarde
post-later = Compartir más tarde, el
post-later-zone = Esta hora es UTC.
post-later-zone-here = En tu zona horaria, { $zone }.
post-later-hint = Hasta entonces solo la tienes tú. Quién la recibe se decide entonces.
post-scheduled-title = Entradas programadas
post-scheduled-lead = Se comparten cuando llega su hora. Hasta entonces solo las tienes tú; quién las recibe se decide entonces.
post-scheduled-edit = Cambiar una entrada programada
post-scheduled-kept = Espera su hora.
post-scheduled-gone = Está eliminada. No la tenía nadie.
post-scheduled-now = Compartir ahora
post-scheduled-delete = Eliminar para siempre
post-scheduled-refused = No se pudo compartir cuando llegó su hora.
post-scheduled-none = No espera nada
post-scheduled-none-text = Dale una hora a una entrada al escribirla, y esperará aquí.
post-scheduled-tab = Programadas
