# Refusals about accounts.

error-join-closed = Ahora nadie puede unirse a este pod.
error-invitation-only = A este pod se entra por invitación. Pide un enlace a alguien que ya esté aquí.
error-invitation-gone = Esta invitación está agotada, retirada o es demasiado antigua. Pide otra.
error-username-empty = Elige un nombre de usuario.
error-username-long = Un nombre de usuario tiene como mucho 32 caracteres.
error-username-characters = Usa solo minúsculas, cifras, puntos, guiones y guiones bajos; sin punto en los extremos ni dos seguidos.
error-username-taken = Este nombre no está disponible. Elige otro.
error-email-empty = Indica tu correo electrónico.
error-email = No es una dirección que todo servidor de correo entienda. Comprueba si hay erratas.
error-email-taken = Una cuenta de aquí tiene esta dirección.
error-application-empty = Escribe unas palabras para que sepamos quién eres.
error-application-long = Caben como mucho { $most } caracteres. Acórtalo un poco.
error-text-unreadable = Una parte no se puede leer. Escríbela de nuevo.
error-sign-in-wrong =
    { $left ->
        [one] El nombre y la contraseña no coinciden. Te queda { $left } intento.
       *[other] El nombre y la contraseña no coinciden. Te quedan { $left } intentos.
    }
error-account-waiting = Tu solicitud aún no tiene respuesta. Decide quien lleva este pod.
error-account-locked = Quien lleva este pod bloqueó esta cuenta. Pregunta el motivo.
error-account-shut = La moderación de este pod ha cerrado esta cuenta. Pregunta por qué a quienes llevan el pod.
error-account-moved = Te has mudado de esta cuenta a otro pod. Entra allí.
error-account-not-shut = Aquí solo se puede volver a abrir una cuenta que la moderación cerró en los últimos siete días.
error-account-gone = Esta cuenta se cerró y no se puede volver a abrir.
error-second-step-over = Han pasado más de cinco minutos. Vuelve a entrar.
error-note-long = En la nota caben como mucho { $most } caracteres.
error-invitation-uses = Un enlace deja entrar de 1 a 25 personas.
error-invitation-days = Un enlace dura de 1 a 30 días.
error-invitations-many =
    { $most ->
        [one] Tienes { $most } enlace, no puede haber más. Retira uno primero.
       *[other] Tienes { $most } enlaces, no puede haber más. Retira uno primero.
    }
error-pod-name-empty = Dale un nombre al pod.
error-pod-name-long = El nombre tiene como mucho { $most } caracteres.
error-join-way = Elige quién puede unirse.
error-setup-key = No es la clave que el pod mostró la última vez que arrancó. Mira su terminal o su registro.
error-set-up-already = Alguien fue más rápido: este pod ya está listo. Entra o pide una invitación.
error-password-name = Esta contraseña se parece a tu nombre. Elige otra.
