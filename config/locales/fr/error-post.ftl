error-post-empty = Il n’y a encore rien à partager. Écrivez d’abord quelque chose.
error-post-long =
    { $most ->
        [one] Une publication compte au plus { $most } caractère. Raccourcissez-la pour la partager.
       *[other] Une publication compte au plus { $most } caractères. Raccourcissez-la pour la partager.
    }
error-post-unreadable = Le pod n’a pas pu lire ce texte. Écrivez-le de nouveau, ou collez-le sans mise en forme.
error-nobody-chosen = Personne n’est encore choisi. Choisissez au moins un aspect ou une personne.
error-public-except = N’importe qui peut lire une publication publique : on ne peut en exclure personne. Videz « Mais pas », ou choisissez plutôt des aspects et des personnes.
error-person-unknown = Ce pod ne connaît personne du nom de { $name }. Vérifiez l’identifiant, ou choisissez un nom dans la liste.
error-not-limited = Tout le monde peut déjà voir cette publication. Seule une publication limitée peut être montrée à d’autres personnes ou retirée à quelqu’un.
error-too-many-named =
    { $most ->
        [one] Nommez au plus { $most } personne. Au-delà, utilisez un aspect.
       *[other] Nommez au plus { $most } personnes. Au-delà, utilisez un aspect.
    }
error-place-long = Le nom d’un lieu peut avoir au plus 255 caractères.
error-place-position = Cette position n’existe pas sur Terre. Retirez-la ou prenez-la à nouveau.
error-warning-long = Un avertissement peut avoir au plus 255 caractères.
error-span = Choisissez une des durées proposées.
error-poll-long = La question et chaque réponse peuvent avoir au plus 255 caractères.
error-poll-question = Écrivez la question à laquelle vos réponses se rapportent.
error-poll-answers = Un sondage demande de 2 à 20 réponses différentes, une par ligne.
error-later-unreadable = Choisissez une date et une heure.
error-later-soon = Choisissez une heure dans une minute au moins.
error-later-far = Choisissez une date dans l’année qui vient.
error-later-many =
    { $most ->
        [one] { $most } publication attend déjà. Partagez-la ou supprimez-la d’abord.
       *[other] { $most } publications attendent déjà. Partagez-en ou supprimez-en d’abord.
    }
error-later-nobody = Il n’y a personne dans les aspects auxquels elle était destinée.
error-later-locked = Le compte ne pouvait pas servir à ce moment.
