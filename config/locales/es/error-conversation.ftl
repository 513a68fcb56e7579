error-subject-empty = Escribe en pocas palabras de qué se trata.
error-subject-long =
    { $most ->
        [one] Un asunto puede tener como máximo { $most } carácter.
       *[other] Un asunto puede tener como máximo { $most } caracteres.
    }
error-message-empty = Todavía no hay nada que enviar. Escribe algo primero.
error-message-long =
    { $most ->
        [one] Un mensaje puede tener como máximo { $most } carácter. Acórtalo para enviarlo.
       *[other] Un mensaje puede tener como máximo { $most } caracteres. Acórtalo para enviarlo.
    }
error-conversation-nobody = Elige a alguien a quien escribir.
error-conversation-many = Pueden participar 50 personas como máximo, contándote a ti.
error-conversation-mutual = Todavía no puedes escribir a { $name }: cada cual debe tener al otro en un aspecto.
error-conversation-alone = Todas las demás personas han salido: nadie recibiría este mensaje.
