error-subject-empty = Écrivez en quelques mots de quoi il s’agit.
error-subject-long =
    { $most ->
        [one] Un sujet peut avoir au plus { $most } caractère.
       *[other] Un sujet peut avoir au plus { $most } caractères.
    }
error-message-empty = Il n’y a encore rien à envoyer. Écrivez d’abord quelque chose.
error-message-long =
    { $most ->
        [one] Un message peut avoir au plus { $most } caractère. Raccourcissez-le pour l’envoyer.
       *[other] Un message peut avoir au plus { $most } caractères. Raccourcissez-le pour l’envoyer.
    }
error-conversation-nobody = Choisissez à qui écrire.
error-conversation-many = 50 personnes au plus peuvent participer, vous compris.
error-conversation-mutual = Vous ne pouvez pas encore écrire à { $name } : chacun de vous doit avoir l’autre dans un aspect.
error-conversation-alone = Tous les autres sont partis : personne ne recevrait ce message.
