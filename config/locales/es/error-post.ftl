error-post-empty = Aún no hay nada que compartir. Escribe algo primero.
error-post-long =
    { $most ->
        [one] Una entrada puede tener como máximo { $most } carácter. Acórtala para compartirla.
       *[other] Una entrada puede tener como máximo { $most } caracteres. Acórtala para compartirla.
    }
error-post-unreadable = El pod no ha podido leer este texto. Escríbelo de nuevo, o pégalo sin formato.
error-nobody-chosen = Aún no has elegido a nadie. Elige al menos un aspecto o una persona.
error-public-except = Cualquiera puede leer una entrada pública, así que no se puede excluir a nadie. Vacía «Pero no», o elige aspectos y personas.
error-person-unknown = Este pod no conoce a nadie llamado { $name }. Revisa el identificador, o elige un nombre de la lista.
error-not-limited = Todo el mundo puede ver ya esta entrada. Solo una entrada limitada se puede mostrar a más personas o retirar a alguien.
error-too-many-named =
    { $most ->
        [one] Nombra como máximo a { $most } persona. Para más, usa un aspecto.
       *[other] Nombra como máximo a { $most } personas. Para más, usa un aspecto.
    }
