error-photo-many =
    { $most ->
        [one] Añade { $most } foto como máximo.
       *[other] Añade { $most } fotos como máximo.
    }
error-photo-gone = Una de estas fotos ya no está. Quítala o añádela de nuevo.
error-photo-alt =
    { $most ->
        [one] Una descripción puede tener { $most } carácter como máximo.
       *[other] Una descripción puede tener { $most } caracteres como máximo. Acórtala.
    }
error-photo-unreadable = «{ $name }» no es una imagen, un vídeo ni un sonido que este pod pueda leer. Sirven JPEG, PNG, GIF, WebP, MP4, WebM, MP3 y Ogg.
error-photo-large =
    { $most ->
        [one] «{ $name }» es demasiado grande: { $most } megabyte como máximo.
       *[other] «{ $name }» es demasiado grande: { $most } megabytes como máximo.
    }
error-photo-pixels = «{ $name }» tiene demasiados píxeles. Redúcela y añádela de nuevo.
error-photo-frames = «{ $name }» se mueve demasiado tiempo. Acórtala o añádela como vídeo.
error-photo-avif = «{ $name }» es AVIF o HEIC, que este pod no puede leer. Guárdala como JPEG y añádela de nuevo.
error-photo-none = Elige primero un archivo.
error-photo-room =
    { $most ->
        [one] No queda espacio: una persona tiene aquí { $most } megabyte. Borra fotos que ya no necesites.
       *[other] No queda espacio: una persona tiene aquí { $most } megabytes. Borra fotos que ya no necesites.
    }
error-photo-last = No quedaría nada. Borra en su lugar toda la publicación, todo el comentario o todo el mensaje.
error-photo-no-picture = Solo una imagen puede ser foto de perfil.
error-album-empty = Ponle un nombre al álbum.
error-album-long =
    { $most ->
        [one] El nombre de un álbum puede tener { $most } carácter como máximo.
       *[other] El nombre de un álbum puede tener { $most } caracteres como máximo.
    }
error-album-unreadable = El pod no pudo leer este nombre. Escríbelo de nuevo.
error-album-taken = Ya tienes un álbum llamado «{ $name }».
error-album-many =
    { $most ->
        [one] { $most } álbum es el máximo. Bórralo primero.
       *[other] { $most } álbumes es el máximo. Borra uno primero.
    }
