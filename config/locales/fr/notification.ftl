notification-title = Notifications
notification-today = Aujourd’hui
notification-yesterday = Hier
notification-new = Nouveau
notification-read-all = Tout marquer comme lu
notification-read = Toutes les notifications sont lues.
notification-older = Notifications plus anciennes
notification-newest = Revenir aux plus récentes
notification-started-sharing = { $name } partage maintenant avec vous.
notification-moved = { $name } est passé sur un autre pod. Rien ne change entre vous.
notification-asks-to-follow = { $name } veut vous suivre.
notification-mentioned = { $name } vous a mentionné dans une publication.
notification-shown-later = { $name } vous a montré une publication antérieure.
notification-applied = { $name } souhaite rejoindre ce pod.
notification-joined = { $name } a rejoint le pod grâce à votre invitation.
notification-commented =
    { $people ->
        [one] { $name } a commenté votre publication.
       *[other] { $name } ont commenté votre publication.
    }
notification-also-commented =
    { $people ->
        [one] { $name } a commenté une publication que vous suivez.
       *[other] { $name } ont commenté une publication que vous suivez.
    }
notification-answered =
    { $people ->
        [one] { $name } a répondu à votre commentaire.
       *[other] { $name } ont répondu à votre commentaire.
    }
notification-mentioned-in-comment =
    { $people ->
        [one] { $name } vous a mentionné dans un commentaire.
       *[other] { $name } vous ont mentionné dans des commentaires.
    }
notification-liked =
    { $people ->
        [one] { $name } aime votre publication.
       *[other] { $name } aiment votre publication.
    }
notification-reacted = { $name } a réagi à votre publication avec { $emoji }
notification-liked-comment =
    { $people ->
        [one] { $name } aime votre commentaire.
       *[other] { $name } aiment votre commentaire.
    }
notification-reacted-comment = { $name } a réagi à votre commentaire avec { $emoji }
notification-reshared =
    { $people ->
        [one] { $name } a repartagé votre publication.
       *[other] { $name } ont repartagé votre publication.
    }
notification-poll-ended = Le sondage de { $name } est terminé.
notification-reported = { $name } a signalé quelque chose.
notification-report-closed = La modération s’est occupée de ce que vous avez signalé.
notification-warned = La modération vous demande de respecter les règles de ce pod.
notification-removed = La modération a retiré quelque chose que vous avez écrit.
notification-empty = Rien de nouveau
notification-empty-text = Vous apprendrez ici que quelqu’un partage avec vous, vous mentionne ou s’inscrit grâce à votre invitation.
notification-empty-invite = Inviter quelqu’un
notification-show = Quelles notifications
notification-show-all = Toutes
notification-show-talk = Commentaires
notification-show-likes = J’aime et repartages
notification-show-mentions = Mentions
notification-show-people = Personnes et pod
notification-empty-sort = Il n’y a rien de ce genre.
notification-approved = Bienvenue ! Votre demande a été acceptée.
notification-birthday = C’est aujourd’hui l’anniversaire de { $name }.
notification-not-shared = Une publication programmée n’a pas pu être partagée.
notification-two = { $first } et { $second }
notification-others =
    { $count ->
        [one] { $first }, { $second } et { $number } autre personne
       *[other] { $first }, { $second } et { $number } autres personnes
    }
notification-sort-unread = { $number } non lues
