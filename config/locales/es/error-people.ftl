# Rechazos sobre perfiles, contactos y aspectos.

error-oneself = No puedes ponerte en un aspecto tuyo.
error-ignore-oneself = No puedes ignorarte.
error-ignored = Ignoras a esta persona. Deja de ignorarla primero.
error-aspect-empty = Dale un nombre al aspecto.
error-aspect-taken = Ya tienes un aspecto con este nombre. Elige otro.
error-hue = Elige uno de los colores.
error-aspects-many =
    { $most ->
        [one] Tienes { $most } aspecto, no puede haber más. Borra uno primero.
       *[other] Tienes { $most } aspectos, no puede haber más. Borra uno primero.
    }
error-field-long =
    { $most ->
        [one] Es demasiado largo: cabe { $most } carácter como mucho.
       *[other] Es demasiado largo: caben { $most } caracteres como mucho.
    }
error-field-unreadable = Contiene caracteres que no se pueden leer. Escríbelo de nuevo.
error-birthday = Ese día no existe. Da el día y el mes en números, y el año si quieres.
error-birthday-ahead = Ese día está por venir. Revisa el año.
error-tag = «{ $tag }» no puede ser una etiqueta: solo letras, cifras, - y _.
error-tags-many =
    { $most ->
        [one] Como mucho { $most } etiqueta. Quita alguna.
       *[other] Como mucho { $most } etiquetas. Quita alguna.
    }
error-picture = Esta imagen no se puede leer. Elige un archivo JPEG, PNG, GIF o WebP.
error-picture-large = Este archivo es demasiado grande: como mucho { $most } MB.
error-picture-pixels = Esta imagen tiene demasiados píxeles. Redúcela primero.
error-picture-frames = Esta imagen se mueve demasiado tiempo. Elige una que no se mueva.
error-picture-avif = AVIF y HEIC no se pueden leer aquí. Guarda la imagen como JPEG y elige ese archivo.
error-person-other = Su pod dice ahora que es otra persona. Aquí no se ha cambiado nada.
error-person-nobody = No se ha encontrado a nadie con este ID de diaspora*. Comprueba cómo se escribe.
error-person-away = El pod de este ID de diaspora* no responde. Inténtalo más tarde.
error-moving-no-address = Esto no es la dirección de una cuenta. Tiene la forma nombre@pod.example.
error-moving-here = Esta dirección es de este pod. Solo se puede mudar entre pods.
error-moving-not-named = Esa cuenta no dice que esta era tuya. Entra allí, nombra { $address } como tu cuenta anterior e inténtalo de nuevo aquí.
error-moving-no-keys = Tu cuenta es nueva y aún no está lista para esto. Inténtalo de nuevo en un minuto.
error-moving-many = Has nombrado { $most } cuentas, que son todas las posibles. Retira una primero.
