# El marco de cada página y lo que dice JavaScript. «#» representa un número.

layout-skip = Ir al contenido
layout-search-hint = Buscar personas, #etiquetas y entradas
layout-search-label = Buscar personas, etiquetas y entradas
layout-search = Buscar
layout-account = Cuenta
layout-main = Navegación principal
layout-menu = Tu cuenta
layout-notifications =
    { $count ->
        [0] Notificaciones, ninguna sin leer
        [one] Notificaciones, { $count } sin leer
       *[other] Notificaciones, { $count } sin leer
    }
layout-notifications-many = Notificaciones, # sin leer
layout-streams = Flujos
layout-stream = Flujo
layout-activity = Mi actividad
layout-mentions = Menciones
layout-tags = Etiquetas seguidas
layout-public = Entradas públicas
layout-local = En este pod
layout-aspects = Aspectos
layout-aspects-of = Aspectos de { $name }
layout-new-aspect = Nuevo aspecto
layout-people =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
layout-people-nav = Personas
layout-contacts = Contactos
layout-invite = Invitar a alguien
layout-admin = Este pod
layout-applications =
    { $count ->
        [one] { $count } solicitud pendiente
       *[other] { $count } solicitudes pendientes
    }
layout-post = Escribir
layout-you = Tú
layout-profile = Tu perfil
layout-settings = Ajustes
layout-sign-in = Iniciar sesión
layout-sign-out = Cerrar sesión
layout-pod = { $name } es un pod de Samara.
layout-pager = Más
layout-save = Guardar
layout-cancel = Cancelar
layout-close = Cerrar
layout-undo = Deshacer
layout-changed = Guardado.
layout-copied = Copiado.
layout-loading = Cargando…
layout-failed = El pod no ha respondido. Prueba otra vez en un momento.
layout-working = Un momento…
layout-new-posts =
    { $count ->
        [one] { $count } entrada nueva
       *[other] { $count } entradas nuevas
    }
layout-new-posts-many = # entradas nuevas
layout-crop-zoom = Ampliar
layout-crop-hint = Mueve la imagen con el ratón, el dedo o las flechas del teclado.
layout-theme = Claro u oscuro
layout-theme-system = Como el sistema
layout-theme-light = Claro
layout-theme-dark = Oscuro
layout-keys = Teclado
layout-key-move = Entrada siguiente y anterior
layout-key-open = Abrir la entrada
layout-key-like = Me gusta
layout-key-comment = Comentar
layout-key-reshare = Compartir de nuevo
layout-key-new = Escribir una entrada
layout-key-search = Buscar
layout-key-share = Compartir lo que has escrito
layout-key-help = Mostrar estas teclas
layout-keys-on = Usar estas teclas en este dispositivo
layout-messages =
    { $count ->
        [0] Conversaciones
        [one] Conversaciones, { $count } sin leer
       *[other] Conversaciones, { $count } sin leer
    }
layout-messages-many = Conversaciones, # sin leer
