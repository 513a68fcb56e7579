# Lo que se dice bajo una publicación.

comment-count =
    { $count ->
        [one] { $count } comentario
       *[other] { $count } comentarios
    }
comment-list = Comentarios
comment-write = Comentar
comment-label = Escribe un comentario
comment-who-limited = Lo verán las personas que tienen esta publicación.
comment-who-author = Lo verán quien escribió la publicación y las personas de aquí que la tienen. Quién más, lo decide su servidor.
comment-here-only = Lo ven las personas de aquí que tienen tu publicación, no las de otros servidores
comment-who-pod = Lo puede ver cualquiera de este pod.
comment-who-public = Lo puede leer cualquiera.
comment-send = Comentar
comment-answer = Responder
comment-answers = responde a { $name }
comment-answering = Respondes a { $name }.
comment-answer-not = Comentar la publicación en su lugar
comment-edit = Editar
comment-edit-title = Edita tu comentario
comment-edit-what = Lo que decía antes sigue siendo legible para quienes lo ven.
comment-yours = Tu comentario
comment-delete = Eliminar
comment-delete-title = ¿Eliminar este comentario?
comment-delete-what = Se retira a todas las personas que lo ven. No se puede deshacer.
comment-history = Lo que decía antes el comentario
comment-history-lead = Lo pueden leer quienes ven el comentario.
comment-back = Volver al comentario
comment-earlier = Comentarios anteriores
comment-newest = Ir a los comentarios más recientes
comment-all = Mostrar todos los comentarios
comment-follow = Avisarme
comment-follow-title = No se te avisa de los comentarios nuevos. Pulsa para que se te avise.
comment-mute-title = Se te avisa de los comentarios nuevos. Pulsa para que no se te avise.
comment-added = Tu comentario está ahí.
comment-saved = Tu comentario ha cambiado.
comment-deleted = El comentario se ha eliminado.
comment-followed = Se te avisará de lo que se diga aquí.
comment-muted = No se te avisará de lo que se diga aquí.
comment-new =
    { $count ->
        [one] { $count } comentario nuevo
       *[other] { $count } comentarios nuevos
    }
comment-new-many = # comentarios nuevos
