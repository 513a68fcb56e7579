# Cómo se entera uno de lo que pasa: por correo, en resumen, en sus dispositivos.

telling-title = Notificaciones
telling-settings = Cómo me entero
telling-topics = Lo que pasa a tu alrededor
telling-topics-text = Todo está en tus notificaciones en cualquier caso. Elige qué más te llega, y cómo.
telling-by-mail = Por correo
telling-by-push = En dispositivos
telling-push-topic = En dispositivos: { $topic }
telling-how-at-once = Enseguida
telling-how-daily = En el resumen del día
telling-how-weekly = En la carta de la semana
telling-how-never = No por correo
telling-topic-message = Alguien me escribe
telling-topic-mentioned = Me mencionan en una entrada
telling-topic-mentioned-in-comment = Me mencionan en un comentario
telling-topic-commented = Un comentario en mi entrada
telling-topic-also-commented = Un comentario en una entrada que sigo
telling-topic-answered = Una respuesta a mi comentario
telling-topic-liked = A alguien le gusta mi entrada
telling-topic-liked-comment = A alguien le gusta mi comentario
telling-topic-reshared = Alguien recomparte mi entrada
telling-topic-started-sharing = Alguien empieza a compartir conmigo
telling-topic-shown-later = Me muestran una entrada anterior
telling-topic-poll-ended = Una encuesta ha terminado
telling-topic-joined = Alguien ha llegado por mi invitación
telling-topic-birthday = El cumpleaños de un contacto
telling-topic-reported = Se ha denunciado algo
telling-topic-not-shared = No se pudo compartir una entrada programada
telling-topic-moderation = Mi denuncia se ha atendido, o la moderación me escribe
telling-aspects = Entradas por correo
telling-aspects-text = Lo que las personas de un aspecto comparten contigo puede llegar por correo. Solo lo que comparten con todo el mundo está en el correo; de lo demás te enteras de que está ahí.
telling-times = Cuándo
telling-zone = Dónde vives
telling-zone-hint = Una ciudad grande cercana. Las horas de silencio, el resumen y la carta siguen su hora.
telling-zone-browser = Tu navegador dice { $zone }.
telling-zone-use = Usarla
telling-area-africa = África
telling-area-america = América
telling-area-antarctica = Antártida
telling-area-asia = Asia
telling-area-atlantic = Atlántico
telling-area-australia = Australia
telling-area-europe = Europa
telling-area-indian = Océano Índico
telling-area-pacific = Pacífico
telling-hour = El resumen y la carta se escriben a las
telling-weekday = La carta se escribe el
telling-weekday-0 = lunes
telling-weekday-1 = martes
telling-weekday-2 = miércoles
telling-weekday-3 = jueves
telling-weekday-4 = viernes
telling-weekday-5 = sábado
telling-weekday-6 = domingo
telling-quiet = Horas de silencio
telling-quiet-on = No enviar nada durante estas horas
telling-quiet-hint = Lo que pase entonces espera a que terminen.
telling-quiet-from = De
telling-quiet-to = a
telling-devices = En tus dispositivos
telling-devices-text = Este navegador puede avisarte aunque no haya ninguna página abierta. Lo que dice viaja cifrado: el fabricante del navegador no puede leerlo. Termina cuando cierras la sesión aquí.
telling-device-add = Avisarme en este dispositivo
telling-device-added = Este dispositivo te avisará.
telling-device-here = Este dispositivo
telling-device-remove = Quitar
telling-device-remove-name = Quitar { $name }
telling-device-removed = Ese dispositivo ya no recibe avisos.
telling-device-noscript = Para esto hace falta JavaScript.
telling-device-cannot = Este navegador no puede avisar si no hay ninguna página abierta.
telling-device-denied = El navegador no lo permite. Puedes cambiarlo en sus ajustes para esta página.
telling-device-failed = No se ha podido añadir el navegador. Inténtalo más tarde.
telling-returned = Los correos a ti vuelven
telling-returned-text = Varios correos a { $email } han vuelto, así que de momento no se envía ninguno. El servidor dijo:
telling-again = Probar otra vez esta dirección
telling-again-done = Se te envían correos de nuevo.
telling-unconfirmed = Todavía no has confirmado tu dirección. Hasta entonces no llegan correos.
telling-wrote = { $name } te ha escrito.
telling-shared = { $name } ha compartido algo contigo.
telling-shared-public = { $name } ha compartido una entrada.
telling-more-commented =
    { $count ->
        [one] { $number } comentario más en tu entrada.
       *[other] { $number } comentarios más en tu entrada.
    }
telling-more-also-commented =
    { $count ->
        [one] { $number } comentario más en una entrada que sigues.
       *[other] { $number } comentarios más en una entrada que sigues.
    }
telling-more-answered =
    { $count ->
        [one] { $number } respuesta más para ti.
       *[other] { $number } respuestas más para ti.
    }
telling-more-mentioned =
    { $count ->
        [one] Te han mencionado en { $number } comentario más.
       *[other] Te han mencionado en { $number } comentarios más.
    }
telling-more-liked =
    { $count ->
        [one] A { $number } persona más le gusta tu entrada.
       *[other] A { $number } personas más les gusta tu entrada.
    }
telling-more-liked-comment =
    { $count ->
        [one] A { $number } persona más le gusta tu comentario.
       *[other] A { $number } personas más les gusta tu comentario.
    }
telling-more-reshared =
    { $count ->
        [one] { $number } persona más ha recompartido tu entrada.
       *[other] { $number } personas más han recompartido tu entrada.
    }
telling-look = Ver
telling-why = Recibes este correo por tus ajustes en { $pod }.
telling-stop = No quiero más de estos
telling-stop-title = No más correos de este tipo
telling-stop-topic = Correos sobre: { $topic }
telling-stop-posts = Correos con las entradas de las personas de tus aspectos
telling-stop-daily = El resumen del día
telling-stop-weekly = La carta de la semana
telling-stop-button = No me envíen más de estos
telling-stopped = Hecho: no llegarán más. Puedes cambiarlo en tus ajustes cuando quieras.
telling-part-posts = Lo que se ha compartido
telling-part-letters = Cartas para ti
telling-part-told = Qué más ha pasado
telling-daily-subject = Tu día en { $pod }
telling-daily-opening = Esto es lo que ha pasado en { $pod } hasta el { $date }.
telling-daily-closing = ¡Que tengas un buen día!
telling-weekly-subject = Tu semana en { $pod }
telling-weekly-opening = esto es lo que ha pasado estos días entre las personas que conoces, hasta el { $date }.
telling-weekly-closing = Hasta la semana que viene,
