notification-title = Notificaciones
notification-today = Hoy
notification-yesterday = Ayer
notification-new = Nueva
notification-read-all = Marcar todo como leído
notification-read = Todas las notificaciones están leídas.
notification-older = Notificaciones anteriores
notification-newest = Volver a las más recientes
notification-started-sharing = { $name } ahora comparte contigo.
notification-moved = { $name } se ha mudado a otro pod. Entre vosotros no cambia nada.
notification-asks-to-follow = { $name } quiere seguirte.
notification-mentioned = { $name } te ha mencionado en una publicación.
notification-shown-later = { $name } te ha mostrado una publicación anterior.
notification-applied = { $name } quiere unirse a este pod.
notification-joined = { $name } se ha unido con tu invitación.
notification-commented =
    { $people ->
        [one] { $name } ha comentado tu entrada.
       *[other] { $name } han comentado tu entrada.
    }
notification-also-commented =
    { $people ->
        [one] { $name } ha comentado una entrada que sigues.
       *[other] { $name } han comentado una entrada que sigues.
    }
notification-answered =
    { $people ->
        [one] { $name } ha respondido a tu comentario.
       *[other] { $name } han respondido a tu comentario.
    }
notification-mentioned-in-comment =
    { $people ->
        [one] { $name } te ha mencionado en un comentario.
       *[other] { $name } te han mencionado en comentarios.
    }
notification-liked =
    { $people ->
        [one] A { $name } le gusta tu entrada.
       *[other] A { $name } les gusta tu entrada.
    }
notification-reacted = { $name } ha reaccionado a tu entrada con { $emoji }
notification-liked-comment =
    { $people ->
        [one] A { $name } le gusta tu comentario.
       *[other] A { $name } les gusta tu comentario.
    }
notification-reacted-comment = { $name } ha reaccionado a tu comentario con { $emoji }
notification-reshared =
    { $people ->
        [one] { $name } ha recompartido tu entrada.
       *[other] { $name } han recompartido tu entrada.
    }
notification-poll-ended = La encuesta de { $name } ha terminado.
notification-reported = { $name } ha denunciado algo.
notification-report-closed = La moderación se ha ocupado de lo que denunciaste.
notification-warned = La moderación te pide que cuides las reglas de este pod.
notification-removed = La moderación ha retirado algo que escribiste.
notification-empty = Nada nuevo
notification-empty-text = Aquí sabrás cuándo alguien comparte contigo, te menciona o se une con tu invitación.
notification-empty-invite = Invitar a alguien
notification-show = Qué notificaciones
notification-show-all = Todas
notification-show-talk = Comentarios
notification-show-likes = Me gusta y recompartidas
notification-show-mentions = Menciones
notification-show-people = Personas y pod
notification-empty-sort = No hay nada de este tipo.
notification-approved = ¡Te damos la bienvenida! Tu solicitud se ha aceptado.
notification-birthday = Hoy es el cumpleaños de { $name }.
notification-not-shared = No se pudo compartir una entrada programada.
notification-two = { $first } y { $second }
notification-others =
    { $count ->
        [one] { $first }, { $second } y { $number } persona más
       *[other] { $first }, { $second } y { $number } personas más
    }
notification-sort-unread = { $number } sin leer
