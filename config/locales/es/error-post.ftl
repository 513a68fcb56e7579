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
error-place-long = El nombre de un lugar puede tener como máximo 255 caracteres.
error-place-position = Esta posición no existe en la Tierra. Quítala o tómala de nuevo.
error-warning-long = Un aviso puede tener como máximo 255 caracteres.
error-span = Elige uno de los plazos que se ofrecen.
error-poll-long = La pregunta y cada respuesta pueden tener como máximo 255 caracteres.
error-poll-question = Escribe la pregunta a la que pertenecen tus respuestas.
error-poll-answers = Una encuesta necesita de 2 a 20 respuestas distintas, una por línea.
error-later-unreadable = Elige una fecha y una hora.
error-later-soon = Elige una hora de aquí a un minuto como poco.
error-later-far = Elige una hora dentro de un año.
error-later-many =
    { $most ->
        [one] Ya espera { $most } entrada. Compártela o elimínala antes.
       *[other] Ya esperan { $most } entradas. Comparte o elimina alguna antes.
    }
error-later-nobody = No hay nadie en los aspectos para los que era.
error-later-locked = La cuenta no se podía usar entonces.
