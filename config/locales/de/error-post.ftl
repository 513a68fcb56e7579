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
