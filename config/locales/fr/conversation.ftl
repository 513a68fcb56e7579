# Conversations.

conversation-title = Conversations
conversation-new = Écrire à quelqu’un
conversation-new-lead = Seules les personnes que vous choisissez peuvent le lire. Vous pouvez écrire à celles qui partagent avec vous et avec qui vous partagez.
conversation-people = À
conversation-people-hint = Jusqu’à 49 personnes. Toutes voient qui d’autre participe.
conversation-subject = Sujet
conversation-message = Message
conversation-send = Envoyer
conversation-write = Écrire un message
conversation-search = Chercher dans vos conversations
conversation-not-found = Aucune conversation ne contient ces mots.
conversation-choose = Choisissez une conversation.
conversation-empty = Aucune conversation pour l’instant
conversation-empty-text = Ici, vous écrivez à une personne ou à quelques-unes, et à personne d’autre.
conversation-nobody = Personne d’autre
conversation-nothing = Aucun message
conversation-you = Vous : { $words }
conversation-they = { $name } : { $words }
conversation-who =
    { $count ->
        [2] { $names } et vous. Vous deux seulement pouvez lire ceci.
       *[other] { $names } et vous. Vous { $count } seulement pouvez lire ceci.
    }
conversation-alone = Il n’y a plus personne d’autre ici.
conversation-guests = { $names } : ce qui est écrit ici ne leur parvient pas. Ces personnes n’ont pas été trouvées, ou ne partagent pas avec la personne qui a commencé.
conversation-away = { $names } : leur pod ne répond pas pour le moment. Vos messages leur parviendront dès qu’il répondra.
conversation-withheld = { $names } : ce qui est écrit ici ne leur parvient pas. Leurs serveurs le montreraient à d’autres personnes.
conversation-leave = Quitter
conversation-leave-sure = Quitter cette conversation ? Vous ne recevrez pas ce qui sera écrit désormais et ne pourrez pas revenir.
conversation-left = Vous avez quitté la conversation.
conversation-begun = Votre message est envoyé.
conversation-earlier = Messages précédents
conversation-to-newest = Vers les messages les plus récents
conversation-older = Conversations plus anciennes
conversation-newest = Retour aux plus récentes
conversation-back = Toutes les conversations
conversation-take-back = Reprendre
conversation-take-back-title = Reprendre ce message à tout le monde
conversation-taken-back = Le message est repris.
conversation-write-to = Écrire
