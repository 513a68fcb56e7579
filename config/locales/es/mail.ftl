# Letters. Of each: subject, words, perhaps the words of its link, perhaps more.

mail-greeting = Hola, { $name }:
mail-foot = Escrito por { $pod }, porque tienes una cuenta allí o alguien usó tu dirección.

mail-reset-subject = Una contraseña nueva para { $pod }
mail-reset-words = Alguien, esperamos que tú, pidió una contraseña nueva para tu cuenta en { $pod }. El enlace sirve una sola vez, durante una hora.
mail-reset-link = Elegir una contraseña nueva
mail-reset-more = Si no fuiste tú, no hagas nada: tu contraseña sigue igual.

mail-already-here-subject = Ya tienes una cuenta en { $pod }
mail-already-here-words = Alguien, esperamos que tú, quiso unirse a { $pod } con esta dirección. Ya tiene una cuenta, así que nada ha cambiado.
mail-already-here-link = Olvidé mi contraseña
mail-already-here-more = Si no fuiste tú, no hagas nada.

mail-application-accepted-subject = Te damos la bienvenida a { $pod }
mail-application-accepted-words = Tu solicitud fue aceptada. Ya puedes entrar.
mail-application-accepted-link = Entrar

mail-application-declined-subject = Tu solicitud a { $pod }
mail-application-declined-words = Tu solicitud para unirte a { $pod } fue rechazada. Hay otros pods; desde cualquiera de ellos puedes hablar con la gente de aquí.

mail-new-application-subject = Alguien quiere unirse a { $pod }
mail-new-application-words = { $username } quiere unirse a { $pod } y espera una respuesta.
mail-new-application-link = Ver las solicitudes

mail-new-device-subject = Un dispositivo nuevo en tu cuenta
mail-new-device-words = Alguien, esperamos que tú, entró en tu cuenta en { $pod } con un dispositivo nuevo: { $device }.
mail-new-device-link = Ver dónde tienes la sesión abierta
mail-new-device-more = Si no fuiste tú, cierra la sesión de ese dispositivo y cambia tu contraseña.

mail-password-changed-subject = Tu contraseña ha cambiado
mail-password-changed-words = La contraseña de tu cuenta en { $pod } ha cambiado. Se cerró la sesión en todos los demás dispositivos.
mail-password-changed-link = Ver la seguridad de tu cuenta
mail-password-changed-more = Si no fuiste tú, elige «Olvidé mi contraseña» al entrar y recupera tu cuenta.

mail-email-confirm-subject = ¿Es tuya esta dirección?
mail-email-confirm-words = Alguien, esperamos que tú, quiere usar esta dirección para una cuenta en { $pod }. El enlace sirve una sola vez, durante un día.
mail-email-confirm-link = Usar esta dirección
mail-email-confirm-more = Si no fuiste tú, no hagas nada: la dirección no se usará.

mail-email-changed-subject = La dirección de tu cuenta ha cambiado
mail-email-changed-words = Tu cuenta en { $pod } tiene ahora otra dirección de correo. A esta ya no llegarán cartas.
mail-email-changed-link = No fui yo: recuperar esta dirección
mail-email-changed-more = El enlace sirve una sola vez, durante tres días. También cierra la sesión en todos los dispositivos; después elige una contraseña nueva.

mail-codes-locked-subject = Demasiados códigos erróneos
mail-codes-locked-words = Alguien que conoce tu contraseña en { $pod } ha probado muchos códigos erróneos. Durante un rato no se acepta ningún código.
mail-codes-locked-link = Ver la seguridad de tu cuenta
mail-codes-locked-more = Si no fuiste tú, cambia pronto tu contraseña. Espera un cuarto de hora antes de volver a entrar.

mail-second-step-on-subject = Desde ahora se pide un código
mail-second-step-on-words = Tu cuenta en { $pod } pide desde ahora un código además de la contraseña. Se cerró la sesión en todos los demás dispositivos.
mail-second-step-on-link = Ver la seguridad de tu cuenta
mail-second-step-on-more = Si no fuiste tú, elige «Olvidé mi contraseña» al entrar y escribe a quien lleva el pod.

mail-second-step-off-subject = Ya no se pide ningún código
mail-second-step-off-words = Tu cuenta en { $pod } ya no pide un código además de la contraseña. Se cerró la sesión en todos los demás dispositivos.
mail-second-step-off-link = Ver la seguridad de tu cuenta
mail-second-step-off-more = Si no fuiste tú, cambia ahora tu contraseña y vuelve a activar el segundo paso.

mail-account-closing-subject = Tu cuenta está cerrada
mail-account-closing-words = Tu cuenta en { $pod } está cerrada. Nadie ve ya nada de ti. Dentro de siete días, todo lo que contiene se borrará para siempre.
mail-account-closing-link = Entrar para abrirla de nuevo
mail-account-closing-more = Si no fuiste tú, entra, ábrela de nuevo y cambia tu contraseña.
mail-account-shut-subject = La moderación ha cerrado tu cuenta
mail-account-shut-words = La moderación de { $pod } ha cerrado tu cuenta. Ya nadie ve nada tuyo, y en siete días todo lo que contiene se borra para siempre.
mail-account-shut-more = No puedes volver a abrirla. Si crees que fue un error, escribe a quienes llevan el pod.
mail-account-given-back-subject = Tu cuenta vuelve a estar abierta
mail-account-given-back-words = Quienes llevan { $pod } han vuelto a abrir tu cuenta. Todo está como estaba.
mail-account-given-back-link = Entrar

mail-account-closed-subject = Tu cuenta está borrada
mail-account-closed-words = Todo lo que tu cuenta en { $pod } contenía está borrado, también esta dirección. Tu nombre sigue ocupado, para que nadie se haga pasar por ti. Adiós.

mail-account-reopened-subject = Tu cuenta está abierta de nuevo
mail-account-reopened-words = Alguien, esperamos que tú, entró y abrió de nuevo tu cuenta en { $pod }. Todo está como estaba.
mail-account-reopened-more = Si no fuiste tú, elige «Olvidé mi contraseña» al entrar y recupera tu cuenta.
mail-account-moved-subject = Te has mudado a otro pod
mail-account-moved-words = Tu cuenta en { $pod } lleva desde ahora a { $to }, y se entera todo el mundo que te conoce. Dentro de siete días se borra para siempre todo lo que contiene.
mail-account-moved-more = Si no fuiste tú, escribe enseguida a quienes llevan el pod.

mail-test-subject = Las cartas llegan
mail-test-words = { $pod } puede enviar cartas. Esta la has pedido tú.
