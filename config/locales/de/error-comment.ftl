error-comment-empty = Es gibt noch nichts zu sagen. Schreib zuerst etwas.
error-comment-long =
    { $most ->
        [one] Ein Kommentar kann höchstens { $most } Zeichen haben. Kürze ihn, um ihn hinzuzufügen.
       *[other] Ein Kommentar kann höchstens { $most } Zeichen haben. Kürze ihn, um ihn hinzuzufügen.
    }
error-comment-unreadable = Der Pod konnte diesen Text nicht lesen. Schreib ihn neu oder füge ihn ohne Formatierung ein.
error-comment-not-taken = Dein Kommentar wurde nicht hinzugefügt: Du kannst diesen Beitrag nicht kommentieren.
