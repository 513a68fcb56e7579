# Lo que no puede ser, en una página propia.

error-title = No ha funcionado
error-title-not-found = Aquí no hay nada
error-not-found = No hay nada en esta dirección, o nada que puedas ver.
error-visitor = Si alguien lo compartió contigo, inicia sesión y abre la dirección de nuevo.
error-home = A la página de inicio
error-sign-in = Inicia sesión para continuar.
error-ask-password = Escribe de nuevo tu contraseña para continuar.
error-stale-page = Esta página llevaba mucho tiempo abierta, o has iniciado sesión de nuevo desde entonces. No se pierde nada de lo que has escrito: vuelve atrás, cópialo y recarga la página.
error-unreadable = El pod no ha podido leer lo que ha enviado tu navegador. Vuelve atrás, recarga la página y prueba otra vez.
error-too-large = Es más de lo que este pod acepta de una vez. Vuelve atrás y envía algo más pequeño.
error-disk-full = A este pod no le queda espacio en el disco en este momento; no has hecho nada mal. No se ha guardado nada de ello. Inténtalo más tarde o díselo a quienes llevan el pod.
error-too-often =
    { $minutes ->
        [one] Han sido demasiados intentos. Prueba otra vez dentro de { $minutes } minuto.
       *[other] Han sido demasiados intentos. Prueba otra vez dentro de { $minutes } minutos.
    }
error-fault = Algo ha fallado en este pod; no es culpa tuya. Prueba otra vez dentro de un minuto. Si sigue igual, da este identificador a quienes llevan el pod: { $id }
