# Getting in: the front page, joining, signing in, a forgotten password, invitations.

account-aspect-family = Familia
account-aspect-friends = Amigos
account-aspect-work = Trabajo
account-aspect-acquaintances = Conocidos
account-login = Nombre de usuario o correo
account-username = Nombre de usuario
account-username-hint = Minúsculas, cifras, puntos, guiones y guiones bajos. No se puede cambiar después.
account-email = Correo electrónico
account-email-hint = Por si olvidas la contraseña. Nadie más la ve.
account-password = Contraseña
account-password-hint = Al menos 8 caracteres. Unas cuantas palabras seguidas van bien.
account-application = ¿Quién eres?
account-application-hint = Unas palabras para quien lleva este pod y decide quién se une.
account-website = Deja esto vacío
account-sign-in = Entrar
account-join = Unirse
account-tabs = Entrar o unirse
account-forgotten = ¿Olvidaste tu contraseña?
account-how-invitation = Se entra por invitación.
account-how-approval = Quien quiera unirse lo solicita antes.
account-how-open = Cualquiera puede unirse.
account-join-closed = A este pod se entra por invitación. Pide un enlace a alguien que ya esté aquí.
account-invited-by = { $name } te invita.
account-welcome-title = Cuéntaselo a quienes va dirigido.
account-welcome-lead = Pon a quienes conoces en aspectos: familia, amigos, el equipo. Cada publicación va a los aspectos que elijas y nadie más puede abrirla.
account-welcome-exactly = Ve exactamente quién recibirá una publicación, antes de compartirla y después.
account-welcome-aspects = Nadie ve tus aspectos ni quién está en ellos.
account-welcome-private = Sin anuncios ni rastreo. Tu navegador solo habla con este pod.
account-welcome-pod =
    { $count ->
        [one] { $pod } es un pod con { $count } persona.
       *[other] { $pod } es un pod con { $count } personas.
    }
account-welcome-by = Lo lleva
account-code = Código
account-code-hint = Seis cifras de tu aplicación o uno de tus códigos de recuperación.
account-code-title = El segundo paso
account-code-lead = La contraseña es correcta. Ahora el código, en los próximos cinco minutos.
account-sign-in-again = Empezar de nuevo
account-second-step-over = Han pasado más de cinco minutos. Vuelve a entrar.
account-reopen-title = Tu cuenta se está cerrando
account-reopen-lead = La cerraste hace poco. Todavía se puede volver a abrir, con todo lo que contiene.
account-reopen = Volver a abrirla
account-reopen-not = Dejarla cerrada
account-reopened = Tu cuenta está abierta de nuevo.
account-signed-out = Has salido.
account-forgotten-title = Una contraseña nueva
account-forgotten-lead = Dinos tu correo. Si una cuenta lo tiene, enviaremos allí una carta con un enlace que vale una hora.
account-forgotten-send = Enviar el enlace
account-reset-sent = Si una cuenta tiene esta dirección, hay una carta en camino. Mira tu correo, también el no deseado.
account-reset-title = Elige una contraseña nueva
account-reset-lead = Se cerrará la sesión en todos tus dispositivos. Después entra con la contraseña nueva.
account-reset-set = Guardar la contraseña
account-password-set = Tu contraseña está guardada. Entra con ella.
account-joined = Ya estás aquí. Va una carta a tu dirección: abre su enlace para poder entrar con ella y pedir una contraseña nueva.
account-applied = Tu solicitud está en manos de quien lleva este pod. Va una carta a tu dirección: abre su enlace para que podamos escribirte la respuesta.
account-invite-title = Invitar a alguien
account-invite-lead = Da un enlace a personas que conozcas. Quien lo abra puede unirse a este pod.
account-invite-approval = Quien lleva el pod tiene la última palabra.
account-invite-new = Un enlace nuevo
account-invite-link = Invitación
account-invite-note = Para quién
account-invite-note-hint = Solo tú ves esto.
account-invite-uses = Cuántas personas pueden usarlo (1 a 25)
account-invite-days = Durante cuántos días (1 a 30)
account-invite-aspect = Quien se une va a
account-invite-no-aspect = Ningún aspecto
account-invite-aspect-hint = Entonces compartes con ellos lo que compartes con ese aspecto.
account-invite-make = Crear el enlace
account-invite-open =
    { $left ->
        [one] Vale para { $left } persona más hasta { $until }. Se han unido con él: { $used }.
       *[other] Vale para { $left } personas más hasta { $until }. Se han unido con él: { $used }.
    }
account-invite-over = Ya no deja entrar a nadie. Se han unido con él: { $used }.
account-invite-into = Quien se une va a { $aspect }.
account-invite-copy = Copiar
account-invite-qr = Código QR del enlace de invitación
account-invite-show-qr = Mostrar como código QR
account-invite-revoke = Retirarlo
account-invite-remove = Quitar de la lista
account-invited = El enlace está creado. Dáselo a quienes va dirigido.
account-invitation-revoked = El enlace ya no deja entrar a nadie.
