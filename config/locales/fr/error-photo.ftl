error-photo-many =
    { $most ->
        [one] Ajoutez { $most } photo au plus.
       *[other] Ajoutez { $most } photos au plus.
    }
error-photo-gone = Une de ces photos n’est plus là. Retirez-la, ou ajoutez-la de nouveau.
error-photo-alt =
    { $most ->
        [one] Une description peut avoir { $most } caractère au plus.
       *[other] Une description peut avoir { $most } caractères au plus. Raccourcissez-la.
    }
error-photo-unreadable = « { $name } » n’est ni une image, ni une vidéo, ni un son que ce pod sait lire. JPEG, PNG, GIF, WebP, MP4, WebM, MP3 et Ogg conviennent.
error-photo-large =
    { $most ->
        [one] « { $name } » est trop grand : { $most } mégaoctet au plus.
       *[other] « { $name } » est trop grand : { $most } mégaoctets au plus.
    }
error-photo-pixels = « { $name } » a trop de pixels. Réduisez-la et ajoutez-la de nouveau.
error-photo-frames = « { $name } » bouge trop longtemps. Raccourcissez-la, ou ajoutez-la comme vidéo.
error-photo-avif = « { $name } » est au format AVIF ou HEIC, que ce pod ne sait pas lire. Enregistrez-la en JPEG et ajoutez-la de nouveau.
error-photo-none = Choisissez d’abord un fichier.
error-photo-room =
    { $most ->
        [one] Il n’y a plus de place : une personne dispose ici de { $most } mégaoctet. Supprimez des photos dont vous n’avez plus besoin.
       *[other] Il n’y a plus de place : une personne dispose ici de { $most } mégaoctets. Supprimez des photos dont vous n’avez plus besoin.
    }
error-photo-last = Il ne resterait rien. Supprimez plutôt toute la publication, tout le commentaire ou tout le message.
error-photo-no-picture = Seule une image peut être une photo de profil.
error-album-empty = Donnez un nom à l’album.
error-album-long =
    { $most ->
        [one] Le nom d’un album peut avoir { $most } caractère au plus.
       *[other] Le nom d’un album peut avoir { $most } caractères au plus.
    }
error-album-unreadable = Le pod n’a pas pu lire ce nom. Écrivez-le de nouveau.
error-album-taken = Vous avez déjà un album nommé « { $name } ».
error-album-many =
    { $most ->
        [one] { $most } album est le maximum. Supprimez-le d’abord.
       *[other] { $most } albums est le maximum. Supprimez-en un d’abord.
    }
