# Refus à propos des profils, des contacts et des aspects.

error-oneself = Vous ne pouvez pas vous mettre vous-même dans un aspect.
error-ignore-oneself = Vous ne pouvez pas vous ignorer vous-même.
error-ignored = Vous ignorez cette personne. Cessez d’abord de l’ignorer.
error-aspect-empty = Donnez un nom à l’aspect.
error-aspect-taken = Vous avez déjà un aspect de ce nom. Choisissez-en un autre.
error-hue = Choisissez une des couleurs.
error-aspects-many =
    { $most ->
        [one] Vous avez { $most } aspect, il ne peut y en avoir plus. Supprimez-en un d’abord.
       *[other] Vous avez { $most } aspects, il ne peut y en avoir plus. Supprimez-en un d’abord.
    }
error-field-long =
    { $most ->
        [one] C’est trop long : au plus { $most } caractère.
       *[other] C’est trop long : au plus { $most } caractères.
    }
error-field-unreadable = Il s’y trouve des caractères illisibles. Écrivez-le à nouveau.
error-birthday = Ce jour n’existe pas. Donnez le jour et le mois en chiffres, et l’année si vous voulez.
error-birthday-ahead = Ce jour est encore à venir. Vérifiez l’année.
error-tag = « { $tag } » ne peut pas être un tag : seulement des lettres, des chiffres, - et _.
error-tags-many =
    { $most ->
        [one] Au plus { $most } tag. Retirez-en.
       *[other] Au plus { $most } tags. Retirez-en.
    }
error-picture = Cette image est illisible. Choisissez un fichier JPEG, PNG, GIF ou WebP.
error-picture-large = Ce fichier est trop gros : au plus { $most } Mo.
error-picture-pixels = Cette image a trop de pixels. Réduisez-la d’abord.
error-picture-frames = Cette image bouge trop longtemps. Choisissez-en une qui ne bouge pas.
error-picture-avif = AVIF et HEIC ne sont pas lisibles ici. Enregistrez l’image en JPEG et choisissez ce fichier.
error-person-other = Son pod dit maintenant que c’est quelqu’un d’autre. Rien n’a été changé ici.
error-person-nobody = Personne n’a été trouvé avec cet identifiant diaspora*. Vérifiez comment il s’écrit.
error-person-away = Le pod de cet identifiant diaspora* ne répond pas. Réessayez plus tard.
error-moving-no-address = Ce n’est pas l’adresse d’un compte. Elle ressemble à nom@pod.example.
error-moving-here = Cette adresse est sur ce pod. On ne déménage qu’entre pods.
error-moving-not-named = Ce compte ne dit pas que celui-ci était le vôtre. Connectez-vous là-bas, nommez { $address } comme votre ancien compte et réessayez ici.
error-moving-no-keys = Votre compte est nouveau et pas encore tout à fait prêt. Réessayez dans une minute.
error-moving-many = Vous avez nommé { $most } comptes, c’est le maximum. Retirez-en d’abord un.
