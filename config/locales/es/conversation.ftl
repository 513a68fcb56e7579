# Conversaciones.

conversation-title = Conversaciones
conversation-new = Escribir a alguien
conversation-new-lead = Solo pueden leerlo las personas que elijas. Puedes escribir a quienes comparten contigo y con quienes compartes.
conversation-people = Para
conversation-people-hint = Hasta 49 personas. Todas ven quién más participa.
conversation-subject = Asunto
conversation-message = Mensaje
conversation-send = Enviar
conversation-write = Escribe un mensaje
conversation-search = Buscar en tus conversaciones
conversation-not-found = Ninguna conversación contiene estas palabras.
conversation-choose = Elige una conversación.
conversation-empty = Todavía no hay conversaciones
conversation-empty-text = Aquí escribes a una persona o a unas pocas, y a nadie más.
conversation-nobody = Nadie más
conversation-nothing = Ningún mensaje
conversation-you = Tú: { $words }
conversation-they = { $name }: { $words }
conversation-who =
    { $count ->
        [2] { $names } y tú. Solo vosotros dos podéis leer esto.
       *[other] { $names } y tú. Solo vosotros { $count } podéis leer esto.
    }
conversation-alone = Ya no queda nadie más.
conversation-guests = { $names }: lo que se escribe aquí no les llega. No se les ha encontrado, o no comparten con quien empezó la conversación.
conversation-away = { $names }: su pod no responde en este momento. Recibirán lo que escribas en cuanto responda.
conversation-withheld = { $names }: lo que se escribe aquí no les llega. Sus servidores se lo mostrarían a otras personas.
conversation-leave = Salir
conversation-leave-sure = ¿Salir de esta conversación? No recibirás lo que se escriba desde ahora y no podrás volver.
conversation-left = Has salido de la conversación.
conversation-begun = Tu mensaje se ha enviado.
conversation-earlier = Mensajes anteriores
conversation-to-newest = A los mensajes más recientes
conversation-older = Conversaciones anteriores
conversation-newest = Volver a las más recientes
conversation-back = Todas las conversaciones
conversation-take-back = Retirar
conversation-take-back-title = Retirar este mensaje a todas las personas
conversation-taken-back = El mensaje se ha retirado.
conversation-write-to = Escribir
