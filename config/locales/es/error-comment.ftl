error-comment-empty = Aún no hay nada que decir. Escribe algo primero.
error-comment-long =
    { $most ->
        [one] Un comentario puede tener como máximo { $most } carácter. Acórtalo para añadirlo.
       *[other] Un comentario puede tener como máximo { $most } caracteres. Acórtalo para añadirlo.
    }
error-comment-unreadable = El pod no pudo leer este texto. Escríbelo de nuevo, o pégalo sin formato.
error-comment-not-taken = Tu comentario no se añadió: no puedes comentar esta publicación.
