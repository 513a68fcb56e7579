error-comment-empty = Il n’y a encore rien à dire. Écrivez d’abord quelque chose.
error-comment-long =
    { $most ->
        [one] Un commentaire peut avoir au plus { $most } caractère. Raccourcissez-le pour l’ajouter.
       *[other] Un commentaire peut avoir au plus { $most } caractères. Raccourcissez-le pour l’ajouter.
    }
error-comment-unreadable = Le pod n’a pas pu lire ce texte. Écrivez-le à nouveau, ou collez-le sans mise en forme.
error-comment-not-taken = Votre commentaire n’a pas été ajouté : vous ne pouvez pas commenter cette publication.
