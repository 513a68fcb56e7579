# Was jemandem gefällt.

like-like = Gefällt mir
like-title = Wem das gefällt
like-count =
    { $count ->
        [one] Gefällt { $count } Person
       *[other] Gefällt { $count } Personen
    }
like-more = Weitere Personen
like-who-post = Alle, die den Beitrag sehen, können sehen, wem er gefällt.
like-who-comment = Alle, die den Kommentar sehen, können sehen, wem er gefällt.
like-none = Noch niemand
like-none-text = Wem das gefällt, wird hier gezeigt.
like-react = Mit einem Emoji reagieren
like-react-send = Reagieren
like-other = Ein anderes Emoji
like-other-hint = Ein einzelnes Emoji von deiner Tastatur oder der Name eines Emojis dieses Pods, etwa :marmelade:.
