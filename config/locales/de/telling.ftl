# Wie man erfährt, was geschieht: per E-Mail, gesammelt, auf Geräten.

telling-title = Benachrichtigungen
telling-settings = Wie ich davon erfahre
telling-topics = Was um dich herum geschieht
telling-topics-text = In deinen Benachrichtigungen steht in jedem Fall alles. Wähle, was dir außerdem zugestellt wird, und wie.
telling-by-mail = Per E-Mail
telling-by-push = Auf Geräten
telling-push-topic = Auf Geräten: { $topic }
telling-how-at-once = Sofort
telling-how-daily = In der Tagesübersicht
telling-how-weekly = Im Wochenbrief
telling-how-never = Nicht per E-Mail
telling-topic-message = Jemand schreibt mir
telling-topic-mentioned = Ich werde in einem Beitrag erwähnt
telling-topic-mentioned-in-comment = Ich werde in einem Kommentar erwähnt
telling-topic-commented = Ein Kommentar zu meinem Beitrag
telling-topic-also-commented = Ein Kommentar zu einem Beitrag, dem ich folge
telling-topic-answered = Eine Antwort auf meinen Kommentar
telling-topic-liked = Jemandem gefällt mein Beitrag
telling-topic-liked-comment = Jemandem gefällt mein Kommentar
telling-topic-reshared = Jemand teilt meinen Beitrag weiter
telling-topic-started-sharing = Jemand beginnt, mit mir zu teilen
telling-topic-shown-later = Mir wird ein früherer Beitrag gezeigt
telling-topic-poll-ended = Eine Umfrage ist zu Ende
telling-topic-joined = Jemand ist durch meine Einladung hier
telling-topic-birthday = Ein Kontakt hat Geburtstag
telling-topic-reported = Etwas wurde gemeldet
telling-topic-not-shared = Ein geplanter Beitrag konnte nicht geteilt werden
telling-topic-moderation = Meine Meldung ist erledigt, oder die Moderation schreibt mir
telling-aspects = Beiträge per E-Mail
telling-aspects-text = Was die Menschen in einem Aspekt mit dir teilen, kann per E-Mail kommen. Nur was sie mit allen teilen, steht in der E-Mail selbst; vom Übrigen erfährst du, dass es da ist.
telling-times = Wann
telling-zone = Wo du lebst
telling-zone-hint = Eine große Stadt in deiner Nähe. Nach ihrer Uhr richten sich Ruhezeiten, Tagesübersicht und Wochenbrief.
telling-zone-browser = Dein Browser sagt { $zone }.
telling-zone-use = Übernehmen
telling-area-africa = Afrika
telling-area-america = Amerika
telling-area-antarctica = Antarktis
telling-area-asia = Asien
telling-area-atlantic = Atlantik
telling-area-australia = Australien
telling-area-europe = Europa
telling-area-indian = Indischer Ozean
telling-area-pacific = Pazifik
telling-hour = Übersicht und Brief werden geschrieben um
telling-weekday = Der Brief wird geschrieben am
telling-weekday-0 = Montag
telling-weekday-1 = Dienstag
telling-weekday-2 = Mittwoch
telling-weekday-3 = Donnerstag
telling-weekday-4 = Freitag
telling-weekday-5 = Samstag
telling-weekday-6 = Sonntag
telling-quiet = Ruhezeiten
telling-quiet-on = In diesen Stunden nichts senden
telling-quiet-hint = Was dann geschieht, wartet, bis sie vorbei sind.
telling-quiet-from = Von
telling-quiet-to = bis
telling-devices = Auf deinen Geräten
telling-devices-text = Dieser Browser kann dir auch dann etwas sagen, wenn keine Seite offen ist. Was er sagt, reist verschlüsselt: Der Hersteller des Browsers kann es nicht lesen. Es endet, wenn du dich hier abmeldest.
telling-device-add = Sag es mir auf diesem Gerät
telling-device-added = Dieses Gerät sagt dir Bescheid.
telling-device-here = Dieses Gerät
telling-device-remove = Entfernen
telling-device-remove-name = { $name } entfernen
telling-device-removed = Dieses Gerät erfährt nichts mehr.
telling-device-noscript = Dafür braucht es JavaScript.
telling-device-cannot = Dieser Browser kann nichts sagen, solange keine Seite offen ist.
telling-device-denied = Der Browser erlaubt es nicht. In seinen Einstellungen für diese Seite lässt sich das ändern.
telling-device-failed = Der Browser ließ sich nicht hinzufügen. Versuche es später noch einmal.
telling-returned = E-Mails an dich kommen zurück
telling-returned-text = Mehrere E-Mails an { $email } kamen zurück, darum werden vorerst keine gesendet. Der Mailserver sagte:
telling-again = Diese Adresse noch einmal versuchen
telling-again-done = Dir werden wieder E-Mails gesendet.
telling-unconfirmed = Du hast deine E-Mail-Adresse noch nicht bestätigt. Bis dahin kommen keine E-Mails.
telling-wrote = { $name } hat dir geschrieben.
telling-shared = { $name } hat etwas mit dir geteilt.
telling-shared-public = { $name } hat einen Beitrag geteilt.
telling-more-commented =
    { $count ->
        [one] { $number } weiterer Kommentar zu deinem Beitrag.
       *[other] { $number } weitere Kommentare zu deinem Beitrag.
    }
telling-more-also-commented =
    { $count ->
        [one] { $number } weiterer Kommentar zu einem Beitrag, dem du folgst.
       *[other] { $number } weitere Kommentare zu einem Beitrag, dem du folgst.
    }
telling-more-answered =
    { $count ->
        [one] { $number } weitere Antwort an dich.
       *[other] { $number } weitere Antworten an dich.
    }
telling-more-mentioned =
    { $count ->
        [one] Du wirst in { $number } weiteren Kommentar erwähnt.
       *[other] Du wirst in { $number } weiteren Kommentaren erwähnt.
    }
telling-more-liked =
    { $count ->
        [one] Noch { $number } Person gefällt dein Beitrag.
       *[other] Noch { $number } Leuten gefällt dein Beitrag.
    }
telling-more-liked-comment =
    { $count ->
        [one] Noch { $number } Person gefällt dein Kommentar.
       *[other] Noch { $number } Leuten gefällt dein Kommentar.
    }
telling-more-reshared =
    { $count ->
        [one] Noch { $number } Person hat deinen Beitrag weitergesagt.
       *[other] Noch { $number } Leute haben deinen Beitrag weitergesagt.
    }
telling-look = Ansehen
telling-why = Du bekommst diese E-Mail wegen deiner Einstellungen auf { $pod }.
telling-stop = Keine solchen mehr
telling-stop-title = Keine E-Mails dieser Art mehr
telling-stop-topic = E-Mails zu: { $topic }
telling-stop-posts = E-Mails mit den Beiträgen von Menschen in deinen Aspekten
telling-stop-daily = Die Tagesübersicht
telling-stop-weekly = Der Wochenbrief
telling-stop-button = Sende mir keine solchen mehr
telling-stopped = Erledigt: Es kommen keine solchen mehr. In den Einstellungen kannst du das jederzeit wieder ändern.
telling-part-posts = Was geteilt wurde
telling-part-letters = Briefe für dich
telling-part-told = Was sonst geschah
telling-daily-subject = Dein Tag auf { $pod }
telling-daily-opening = Das ist bis zum { $date } auf { $pod } geschehen.
telling-daily-closing = Hab einen guten Tag!
telling-weekly-subject = Deine Woche auf { $pod }
telling-weekly-opening = das ist in den letzten Tagen bei den Menschen geschehen, die du kennst, bis zum { $date }.
telling-weekly-closing = Bis nächste Woche,
