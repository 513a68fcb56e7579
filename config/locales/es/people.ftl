# Contactos, aspectos, ignorar.

people-contacts = Contactos
people-contacts-lead = Quien está en un aspecto recibe desde entonces lo que compartes con él. Nadie ve tus aspectos ni quién está en ellos.
people-requests = Quieren seguirte
people-requests-lead = Quien te sigue desde el fediverso recibe tus publicaciones públicas.
people-request-accept = Aceptar
people-request-refuse = Rechazar
people-request-accepted = Te sigue a partir de ahora.
people-request-refused = No te sigue.
people-find = Buscar un contacto
people-find-hint =
    { $count ->
        [one] Buscar en { $count } contacto
       *[other] Buscar en { $count } contactos
    }
people-tabs = Aspectos
people-all = Todos { $count }
people-in = { $name } { $count }
people-only-sharing = Solo comparten contigo { $count }
people-all-contacts = Todos los contactos
people-no-aspect = En ningún aspecto: solo ve tus publicaciones públicas
people-mutual = Compartís entre vosotros
people-shares-with-you = Comparte contigo
people-you-share = Compartes con esta persona
people-page = Página { $page } de { $pages }
people-previous = Anterior
people-next = Siguiente
people-empty = Todavía no tienes contactos
people-empty-text = Busca a personas que conoces y ponlas en un aspecto, o invita a alguien a este pod.
people-empty-action = Encontrar personas
people-empty-search = Ningún contacto se llama así
people-empty-search-text = La búsqueda del pod también encuentra a personas que no son tus contactos.
people-search-pod = Buscar en todo el pod
people-empty-aspect = No hay nadie en este aspecto
people-empty-aspect-text = Elige «Aspectos» junto a un contacto para ponerlo en él.
people-empty-sharing = Todos los que comparten contigo están en alguno de tus aspectos
people-empty-sharing-text = Quien empieza a compartir contigo sin estar en ninguno de tus aspectos aparece aquí.
people-aspects-of = Aspectos de { $name }
people-aspects-saved = Guardado. Desde ahora recibe lo que compartes con estos aspectos.
people-aspect-new = Nuevo aspecto
people-aspect-edit = Cambiar el aspecto
people-aspect-lead = Un aspecto es un grupo de personas que solo tú conoces.
people-aspect-name = Nombre
people-aspect-name-hint =
    { $count ->
        [one] Como mucho { $count } carácter. Solo tú lo ves.
       *[other] Como mucho { $count } caracteres. Solo tú lo ves.
    }
people-aspect-hue = Color
people-hue = Color { $number }
people-aspect-chosen = Elegido para nuevas publicaciones
people-aspect-chosen-hint = Al escribir, este aspecto está marcado desde el principio.
people-aspect-place = Orden
people-aspect-place-lead = El lugar del aspecto en tus listas.
people-aspect-up = Subir
people-aspect-down = Bajar
people-aspect-delete = Borrar el aspecto
people-aspect-delete-lead = Antes se te dice lo que eso significa.
people-aspect-delete-ask = Borrar este aspecto…
people-aspect-made = El aspecto está listo. Ahora pon personas en él.
people-aspect-changed = El aspecto ha cambiado.
people-aspect-deleted = El aspecto está borrado.
people-delete-people =
    { $count ->
        [0] No hay nadie en este aspecto.
        [one] En este aspecto hay { $count } persona.
       *[other] En este aspecto hay { $count } personas.
    }
people-delete-alone =
    { $count ->
        [one] { $count } de ellas no está en ningún otro aspecto tuyo: dejas de compartir con ella y no recibe nada más. Nadie se entera.
       *[other] { $count } de ellas no están en ningún otro aspecto tuyo: dejas de compartir con ellas y no reciben nada más. Nadie se entera.
    }
people-delete-share-back = Quien empieza a compartir contigo entra solo en este aspecto. Eso termina.
people-delete-posts = Las publicaciones que compartiste con él se quedan con quienes las tienen.
people-ignore = Ignorar
people-ignore-title = ¿Ignorar a { $name }?
people-ignore-unshares = Sale de todos tus aspectos: no recibe nada más de lo que compartes.
people-ignore-hides = Sus publicaciones ya no están en tus flujos, y nada de lo que hace te avisa.
people-ignore-keeps = Conserva las publicaciones que ya tiene y sigue viendo las públicas.
people-ignore-quiet = No se entera.
people-ignoring = Ahora ignoras a esta persona.
people-not-ignoring = Ya no ignoras a esta persona. No está en ninguno de tus aspectos.
people-unignore = Dejar de ignorar
people-unignore-name = Dejar de ignorar a { $name }
people-ignored = Personas que ignoras
people-ignored-lead = Sus publicaciones no están en tus flujos. No lo saben.
people-ignored-since = Ignorada desde: { $when }
people-ignored-empty = No ignoras a nadie
people-ignored-empty-text = En el menú de la página de una persona puedes ignorarla.
people-ignored-first = Ignoras a esta persona. Deja de ignorarla antes de ponerla en un aspecto.
people-look = Volver a mirar
people-look-title = Preguntar a su pod por su nombre y su imagen
people-looked = Se ha preguntado a su pod: el nombre y la imagen son los de allí.
people-looked-just-now = Se acaba de preguntar a su pod. Inténtalo de nuevo en un minuto.
people-looked-away = Su pod no responde en este momento.
people-looked-other = Su pod ya no dice que sea esta persona. Lo que aquí se sabe sigue igual.
people-doubt = Desde el { $when }, su pod responde con otra identidad para esta persona. Se ha rechazado: lo que aquí se sabe sigue igual.
