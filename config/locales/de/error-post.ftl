error-post-empty = Es gibt noch nichts zu teilen. Schreib zuerst etwas.
error-post-long =
    { $most ->
        [one] Ein Beitrag kann höchstens { $most } Zeichen haben. Kürze ihn, um ihn zu teilen.
       *[other] Ein Beitrag kann höchstens { $most } Zeichen haben. Kürze ihn, um ihn zu teilen.
    }
error-post-unreadable = Der Pod konnte diesen Text nicht lesen. Schreib ihn noch einmal, oder füge ihn ohne Formatierung ein.
error-nobody-chosen = Noch ist niemand ausgewählt. Wähle mindestens einen Aspekt oder eine Person.
error-public-except = Einen öffentlichen Beitrag kann jeder lesen, davon lässt sich niemand ausnehmen. Leere „Aber nicht“, oder wähle stattdessen Aspekte und Personen.
error-person-unknown = Dieser Pod kennt niemanden namens { $name }. Prüf die ID, oder wähle einen Namen aus der Liste.
error-not-limited = Diesen Beitrag können ohnehin alle sehen. Nur einen begrenzten Beitrag kannst du mehr Personen zeigen oder jemandem entziehen.
error-too-many-named =
    { $most ->
        [one] Nenne höchstens { $most } Person. Für mehr nimm einen Aspekt.
       *[other] Nenne höchstens { $most } Personen. Für mehr nimm einen Aspekt.
    }
error-place-long = Der Name eines Ortes darf höchstens 255 Zeichen haben.
error-place-position = Diesen Standort gibt es auf der Erde nicht. Entfern ihn oder nimm ihn neu auf.
error-warning-long = Eine Warnung darf höchstens 255 Zeichen haben.
error-span = Wähl eine der angebotenen Zeitspannen.
error-poll-long = Eine Frage und jede Antwort darf höchstens 255 Zeichen haben.
error-poll-question = Schreib die Frage, zu der deine Antworten gehören.
error-poll-answers = Eine Umfrage braucht 2 bis 20 verschiedene Antworten, eine je Zeile.
error-later-unreadable = Wähle ein Datum und eine Uhrzeit.
error-later-soon = Wähle eine Zeit, die mindestens eine Minute entfernt ist.
error-later-far = Wähle eine Zeit innerhalb eines Jahres.
error-later-many =
    { $most ->
        [one] { $most } Beitrag wartet schon. Teile oder lösche ihn zuerst.
       *[other] { $most } Beiträge warten schon. Teile oder lösche zuerst welche.
    }
error-later-nobody = In den Aspekten, für die er war, ist niemand.
error-later-locked = Das Konto konnte da nicht benutzt werden.
