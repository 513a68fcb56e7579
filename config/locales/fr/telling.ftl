# Comment on apprend ce qui se passe : par courriel, en résumé, sur ses appareils.

telling-title = Notifications
telling-settings = Comment je suis prévenu
telling-topics = Ce qui se passe autour de vous
telling-topics-text = Tout figure de toute façon dans vos notifications. Choisissez ce qui doit en plus vous parvenir, et comment.
telling-by-mail = Par courriel
telling-by-push = Sur mes appareils
telling-push-topic = Sur mes appareils : { $topic }
telling-how-at-once = Aussitôt
telling-how-daily = Dans le résumé du jour
telling-how-weekly = Dans la lettre de la semaine
telling-how-never = Pas par courriel
telling-topic-message = Quelqu’un m’écrit
telling-topic-mentioned = On me mentionne dans une publication
telling-topic-mentioned-in-comment = On me mentionne dans un commentaire
telling-topic-commented = Un commentaire sur ma publication
telling-topic-also-commented = Un commentaire sur une publication que je suis
telling-topic-answered = Une réponse à mon commentaire
telling-topic-liked = Quelqu’un aime ma publication
telling-topic-liked-comment = Quelqu’un aime mon commentaire
telling-topic-reshared = Quelqu’un repartage ma publication
telling-topic-started-sharing = Quelqu’un commence à partager avec moi
telling-topic-shown-later = On me montre une publication plus ancienne
telling-topic-poll-ended = Un sondage est terminé
telling-topic-joined = Quelqu’un est arrivé par mon invitation
telling-topic-birthday = L’anniversaire d’un contact
telling-topic-reported = Quelque chose a été signalé
telling-topic-not-shared = Une publication programmée n’a pas pu être partagée
telling-topic-moderation = Mon signalement a été traité, ou la modération m’écrit
telling-aspects = Les publications par courriel
telling-aspects-text = Ce que les personnes d’un aspect partagent avec vous peut venir par courriel. Seul ce qu’elles partagent avec tout le monde figure dans le courriel ; du reste, vous apprenez que c’est là.
telling-times = Quand
telling-zone = Où vous vivez
telling-zone-hint = Une grande ville près de chez vous. Les heures calmes, le résumé et la lettre suivent son heure.
telling-zone-browser = Votre navigateur indique { $zone }.
telling-zone-use = L’utiliser
telling-area-africa = Afrique
telling-area-america = Amérique
telling-area-antarctica = Antarctique
telling-area-asia = Asie
telling-area-atlantic = Atlantique
telling-area-australia = Australie
telling-area-europe = Europe
telling-area-indian = Océan Indien
telling-area-pacific = Pacifique
telling-hour = Le résumé et la lettre sont écrits à
telling-weekday = La lettre est écrite le
telling-weekday-0 = lundi
telling-weekday-1 = mardi
telling-weekday-2 = mercredi
telling-weekday-3 = jeudi
telling-weekday-4 = vendredi
telling-weekday-5 = samedi
telling-weekday-6 = dimanche
telling-quiet = Heures calmes
telling-quiet-on = Ne rien envoyer pendant ces heures
telling-quiet-hint = Ce qui arrive alors attend qu’elles soient passées.
telling-quiet-from = De
telling-quiet-to = à
telling-devices = Sur vos appareils
telling-devices-text = Ce navigateur peut vous prévenir même quand aucune page n’est ouverte. Ce qu’il dit voyage chiffré : le fabricant du navigateur ne peut pas le lire. Cela s’arrête quand vous vous déconnectez ici.
telling-device-add = Me prévenir sur cet appareil
telling-device-added = Cet appareil vous préviendra.
telling-device-here = Cet appareil
telling-device-remove = Retirer
telling-device-remove-name = Retirer { $name }
telling-device-removed = Cet appareil n’apprend plus rien.
telling-device-noscript = Il faut JavaScript pour cela.
telling-device-cannot = Ce navigateur ne peut rien dire tant qu’aucune page n’est ouverte.
telling-device-denied = Le navigateur ne le permet pas. Vous pouvez changer cela dans ses réglages pour cette page.
telling-device-failed = Le navigateur n’a pas pu être ajouté. Réessayez plus tard.
telling-returned = Vos courriels reviennent
telling-returned-text = Plusieurs courriels à { $email } sont revenus ; on n’en envoie donc plus pour le moment. Le serveur a dit :
telling-again = Réessayer cette adresse
telling-again-done = On vous envoie de nouveau des courriels.
telling-unconfirmed = Vous n’avez pas encore confirmé votre adresse. D’ici là, aucun courriel ne vient.
telling-wrote = { $name } vous a écrit.
telling-shared = { $name } a partagé quelque chose avec vous.
telling-shared-public = { $name } a partagé une publication.
telling-more-commented =
    { $count ->
        [one] { $number } autre commentaire sur votre publication.
       *[other] { $number } autres commentaires sur votre publication.
    }
telling-more-also-commented =
    { $count ->
        [one] { $number } autre commentaire sur une publication que vous suivez.
       *[other] { $number } autres commentaires sur une publication que vous suivez.
    }
telling-more-answered =
    { $count ->
        [one] { $number } autre réponse pour vous.
       *[other] { $number } autres réponses pour vous.
    }
telling-more-mentioned =
    { $count ->
        [one] Vous êtes mentionné dans { $number } autre commentaire.
       *[other] Vous êtes mentionné dans { $number } autres commentaires.
    }
telling-more-liked =
    { $count ->
        [one] { $number } autre personne aime votre publication.
       *[other] { $number } autres personnes aiment votre publication.
    }
telling-more-liked-comment =
    { $count ->
        [one] { $number } autre personne aime votre commentaire.
       *[other] { $number } autres personnes aiment votre commentaire.
    }
telling-more-reshared =
    { $count ->
        [one] { $number } autre personne a repartagé votre publication.
       *[other] { $number } autres personnes ont repartagé votre publication.
    }
telling-look = Regarder
telling-why = Vous recevez ce courriel à cause de vos réglages sur { $pod }.
telling-stop = Ne plus en recevoir
telling-stop-title = Plus de courriels de ce genre
telling-stop-topic = Les courriels sur : { $topic }
telling-stop-posts = Les courriels avec les publications des personnes de vos aspects
telling-stop-daily = Le résumé du jour
telling-stop-weekly = La lettre de la semaine
telling-stop-button = Ne m’en envoyez plus
telling-stopped = C’est fait : il n’en viendra plus. Vous pouvez revenir là-dessus dans vos réglages à tout moment.
telling-part-posts = Ce qui a été partagé
telling-part-letters = Des lettres pour vous
telling-part-told = Ce qui s’est passé d’autre
telling-daily-subject = Votre journée sur { $pod }
telling-daily-opening = Voici ce qui s’est passé sur { $pod } jusqu’au { $date }.
telling-daily-closing = Bonne journée !
telling-weekly-subject = Votre semaine sur { $pod }
telling-weekly-opening = voici ce qui s’est passé ces derniers jours chez les personnes que vous connaissez, jusqu’au { $date }.
telling-weekly-closing = À la semaine prochaine,
