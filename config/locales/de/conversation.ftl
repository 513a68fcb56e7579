# Unterhaltungen.

conversation-title = Unterhaltungen
conversation-new = Jemandem schreiben
conversation-new-lead = Nur die Personen, die du wählst, können es lesen. Du kannst Leuten schreiben, die mit dir teilen und mit denen du teilst.
conversation-people = An
conversation-people-hint = Bis zu 49 Personen. Alle sehen, wer sonst noch dabei ist.
conversation-subject = Betreff
conversation-message = Nachricht
conversation-send = Senden
conversation-write = Schreib eine Nachricht
conversation-search = Deine Unterhaltungen durchsuchen
conversation-not-found = In keiner Unterhaltung kommen diese Wörter vor.
conversation-choose = Wähl eine Unterhaltung.
conversation-empty = Noch keine Unterhaltungen
conversation-empty-text = Hier schreibst du einer Person oder einigen, und sonst niemandem.
conversation-nobody = Sonst niemand
conversation-nothing = Keine Nachrichten
conversation-you = Du: { $words }
conversation-they = { $name }: { $words }
conversation-who =
    { $count ->
        [2] { $names } und du. Nur ihr zwei könnt das lesen.
       *[other] { $names } und du. Nur ihr { $count } könnt das lesen.
    }
conversation-alone = Sonst ist niemand mehr da.
conversation-guests = { $names }: Was hier geschrieben wird, kommt dort nicht an. Die Genannten wurden nicht gefunden oder teilen nicht mit der Person, die das hier begonnen hat.
conversation-away = { $names }: Der Pod antwortet im Moment nicht. Sobald er es tut, kommt dort an, was du schreibst.
conversation-withheld = { $names }: Was hier geschrieben wird, kommt dort nicht an. Ihre Server würden es anderen zeigen.
conversation-leave = Verlassen
conversation-leave-sure = Diese Unterhaltung verlassen? Was ab jetzt geschrieben wird, bekommst du nicht, und zurück kannst du nicht.
conversation-left = Du hast die Unterhaltung verlassen.
conversation-begun = Deine Nachricht ist verschickt.
conversation-earlier = Frühere Nachrichten
conversation-to-newest = Zu den neuesten Nachrichten
conversation-older = Ältere Unterhaltungen
conversation-newest = Zurück zu den neuesten
conversation-back = Alle Unterhaltungen
conversation-take-back = Zurücknehmen
conversation-take-back-title = Diese Nachricht von allen zurücknehmen
conversation-taken-back = Die Nachricht ist zurückgenommen.
conversation-write-to = Schreiben
