notification-title = Benachrichtigungen
notification-today = Heute
notification-yesterday = Gestern
notification-new = Neu
notification-read-all = Alle als gelesen markieren
notification-read = Alle Benachrichtigungen sind gelesen.
notification-older = Ältere Benachrichtigungen
notification-newest = Zurück zu den neuesten
notification-started-sharing = { $name } teilt jetzt mit dir.
notification-moved = { $name } ist auf einen anderen Pod umgezogen. Zwischen euch ändert sich nichts.
notification-asks-to-follow = { $name } möchte dir folgen.
notification-mentioned = { $name } hat dich in einem Beitrag erwähnt.
notification-shown-later = { $name } hat dir einen früheren Beitrag gezeigt.
notification-applied = { $name } möchte diesem Pod beitreten.
notification-joined = { $name } ist durch deine Einladung beigetreten.
notification-commented =
    { $people ->
        [one] { $name } hat deinen Beitrag kommentiert.
       *[other] { $name } haben deinen Beitrag kommentiert.
    }
notification-also-commented =
    { $people ->
        [one] { $name } hat einen Beitrag kommentiert, dem du folgst.
       *[other] { $name } haben einen Beitrag kommentiert, dem du folgst.
    }
notification-answered =
    { $people ->
        [one] { $name } hat auf deinen Kommentar geantwortet.
       *[other] { $name } haben auf deinen Kommentar geantwortet.
    }
notification-mentioned-in-comment =
    { $people ->
        [one] { $name } hat dich in einem Kommentar erwähnt.
       *[other] { $name } haben dich in Kommentaren erwähnt.
    }
notification-liked =
    { $people ->
        [one] { $name } gefällt dein Beitrag.
       *[other] { $name } gefällt dein Beitrag.
    }
notification-reacted = { $name } hat auf deinen Beitrag reagiert: { $emoji }
notification-liked-comment =
    { $people ->
        [one] { $name } gefällt dein Kommentar.
       *[other] { $name } gefällt dein Kommentar.
    }
notification-reacted-comment = { $name } hat auf deinen Kommentar reagiert: { $emoji }
notification-reshared =
    { $people ->
        [one] { $name } hat deinen Beitrag weitergesagt.
       *[other] { $name } haben deinen Beitrag weitergesagt.
    }
notification-poll-ended = Die Umfrage von { $name } ist vorbei.
notification-reported = { $name } hat etwas gemeldet.
notification-report-closed = Die Moderation hat sich um das gekümmert, was du gemeldet hast.
notification-warned = Die Moderation bittet dich, die Regeln dieses Pods zu beachten.
notification-removed = Die Moderation hat etwas entfernt, das du geschrieben hast.
notification-empty = Nichts Neues
notification-empty-text = Hier erfährst du, wenn jemand mit dir teilt, dich erwähnt oder durch deine Einladung beitritt.
notification-empty-invite = Jemanden einladen
notification-show = Welche Benachrichtigungen
notification-show-all = Alle
notification-show-talk = Kommentare
notification-show-likes = Gefällt mir und Weitergesagtes
notification-show-mentions = Erwähnungen
notification-show-people = Leute und Pod
notification-empty-sort = Von dieser Art gibt es nichts.
notification-approved = Willkommen! Deine Bewerbung wurde angenommen.
notification-birthday = { $name } hat heute Geburtstag.
notification-not-shared = Ein geplanter Beitrag konnte nicht geteilt werden.
notification-two = { $first } und { $second }
notification-others =
    { $count ->
        [one] { $first }, { $second } und { $number } mehr
       *[other] { $first }, { $second } und { $number } mehr
    }
notification-sort-unread = { $number } ungelesen
