# Umfragen.

poll-question = Frage
poll-answers = Antworten
poll-answers-hint = Eine je Zeile, 2 bis 20.
poll-multiple = Mehrere Antworten können gewählt werden
poll-lasts = Offen für
poll-never = Ohne Ende
poll-vote = Abstimmen
poll-change = Deine Stimme ändern
poll-yours = (deine Antwort)
poll-voted = Deine Stimme zählt.
poll-hidden = Den Stand siehst du, sobald du abgestimmt hast.
poll-voters =
    { $count ->
        [0] Noch niemand hat abgestimmt
        [one] { $count } Person hat abgestimmt
       *[other] { $count } Personen haben abgestimmt
    }
poll-ends = Endet am { $when }
poll-ended = Beendet am { $when }
poll-by = Umfrage von { $name }
