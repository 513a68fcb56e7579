# Was Leute zu einem Beitrag sagen.

comment-count =
    { $count ->
        [one] { $count } Kommentar
       *[other] { $count } Kommentare
    }
comment-list = Kommentare
comment-write = Kommentieren
comment-label = Schreib einen Kommentar
comment-who-limited = Die Personen, die diesen Beitrag haben, sehen ihn.
comment-who-author = Wer den Beitrag verfasst hat, sieht ihn, und die Personen hier, die den Beitrag haben. Wer sonst, entscheidet der andere Server.
comment-here-only = Zu sehen für die Personen hier, die deinen Beitrag haben, nicht für die auf anderen Servern
comment-who-pod = Alle auf diesem Pod können ihn sehen.
comment-who-public = Alle können ihn lesen.
comment-send = Kommentieren
comment-answer = Antworten
comment-answers = antwortet { $name }
comment-answering = Du antwortest { $name }.
comment-answer-not = Stattdessen den Beitrag kommentieren
comment-edit = Bearbeiten
comment-edit-title = Deinen Kommentar bearbeiten
comment-edit-what = Was vorher dastand, bleibt für alle lesbar, die ihn sehen.
comment-yours = Dein Kommentar
comment-delete = Löschen
comment-delete-title = Diesen Kommentar löschen?
comment-delete-what = Er wird bei allen zurückgenommen, die ihn sehen. Das lässt sich nicht rückgängig machen.
comment-history = Was der Kommentar vorher sagte
comment-history-lead = Das können alle lesen, die den Kommentar sehen.
comment-back = Zurück zum Kommentar
comment-earlier = Frühere Kommentare
comment-newest = Zu den neuesten Kommentaren
comment-all = Alle Kommentare zeigen
comment-follow = Benachrichtigen
comment-follow-title = Neue Kommentare werden dir nicht gemeldet. Drücken, um sie zu erfahren.
comment-mute-title = Neue Kommentare werden dir gemeldet. Drücken, um sie nicht mehr zu erfahren.
comment-added = Dein Kommentar ist da.
comment-saved = Dein Kommentar ist geändert.
comment-deleted = Der Kommentar ist gelöscht.
comment-followed = Du erfährst, was hier noch gesagt wird.
comment-muted = Du erfährst nicht mehr, was hier gesagt wird.
comment-new =
    { $count ->
        [one] { $count } neuer Kommentar
       *[other] { $count } neue Kommentare
    }
comment-new-many = # neue Kommentare
