# Perfiles: la página de una persona y los ajustes de la propia.

profile-posts = Publicaciones
profile-more = Más
profile-add = Añadir a un aspecto
profile-in =
    { $count ->
        [one] { $name } y { $count } más
       *[other] { $name } y { $count } más
    }
profile-mention = Mencionar
profile-group-write = Escribir al grupo
profile-follow-waits = Los seguirás en cuanto lo permitan. Sácalos de tus aspectos si ya no quieres.
profile-edit = Cambiar tu perfil
profile-feed = Canal de publicaciones públicas
profile-ignored = Ignoras a esta persona
profile-nsfw-mark = publicaciones cubiertas
profile-empty = Aquí no hay nada para ti todavía
profile-empty-text = Lo que { $name } comparte contigo o con todos aparece aquí.
profile-empty-mine = Todavía no has publicado nada
profile-empty-mine-text = Escribe tu primera publicación, para todos o solo para algunos.
profile-write = Escribir una publicación
profile-settings = Perfil
profile-saved = Guardado.
profile-picture-saved = Tu imagen ha cambiado.
profile-picture = Imagen
profile-picture-lead = Un cuadrado que todos ven junto a tu nombre. Se quita dónde y cuándo se tomó.
profile-picture-file = Imagen de tu dispositivo (JPEG, PNG, GIF o WebP, hasta 10 MB)
profile-picture-save = Usar esta imagen
profile-picture-remove = Quitar la imagen
profile-public = Lo que todos ven
profile-public-lead = Tu nombre, tu imagen, estas etiquetas y tu identificador son públicos.
profile-name = Nombre
profile-most =
    { $count ->
        [one] Como mucho { $count } carácter.
       *[other] Como mucho { $count } caracteres.
    }
profile-tags = Etiquetas sobre ti
profile-tags-hint =
    { $count ->
        [one] Como mucho { $count }: #coro
       *[other] Como mucho { $count }: #coro #masamadre
    }
profile-searchable = Otros pueden encontrarte
profile-searchable-hint = En la búsqueda y entre las sugerencias. Tus contactos te encuentran siempre.
profile-nsfw = Cubrir mis publicaciones
profile-nsfw-hint = Para quien publica lo que no es para todos los ojos: los demás abren cada publicación con un clic.
profile-extended = Sobre ti
profile-extended-lead = Tú decides quién ve esta parte.
profile-details = Quién la ve
profile-details-nobody = Nadie
profile-details-contacts = Las personas con las que compartes
profile-details-everyone = Todos
profile-bio = Sobre ti
profile-bio-hint =
    { $count ->
        [one] Markdown, como mucho { $count } carácter.
       *[other] Markdown, como mucho { $count } caracteres.
    }
profile-location = Lugar
profile-pronouns = Pronombres o género
profile-birthday = Cumpleaños
profile-birthday-hint = Puedes omitir el año.
profile-day = Día
profile-month = Mes
profile-year = Año
profile-see = Ver tu página
profile-sharing = Compartir
profile-sharing-posts = Nuevas publicaciones
profile-sharing-posts-lead = Con lo que empieza la escritura. Puedes cambiarlo en cada publicación.
profile-reach-limited = Solo las personas que eliges
profile-reach-pod = Todos en este pod
profile-reach-public = Todos
profile-sharing-aspects = Aspectos marcados para una publicación a personas elegidas
profile-share-back = Compartir de vuelta
profile-share-back-lead = Quien empieza a compartir contigo entra solo en este aspecto y recibe desde entonces lo que compartes con él.
profile-share-back-label = Aspecto
profile-share-back-none = Ninguno: decido cada vez
profile-follows = Seguidores del fediverso
profile-follows-lead = Quien te sigue desde Mastodon y similares recibe tus publicaciones públicas. Lo que compartes con aspectos solo lo recibe si está en uno de ellos.
profile-follows-asked = Preguntarme antes de que alguien me siga
profile-follows-shown = Mostrar a otros servidores quién me sigue y a quién sigo, no solo cuántos son
profile-ignored-list = Ver la lista
profile-alike = Personas con las mismas etiquetas
