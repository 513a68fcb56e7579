error-subject-empty = Schreib in wenigen Worten, worum es geht.
error-subject-long =
    { $most ->
        [one] Ein Betreff darf höchstens { $most } Zeichen haben.
       *[other] Ein Betreff darf höchstens { $most } Zeichen haben.
    }
error-message-empty = Es gibt noch nichts zu senden. Schreib zuerst etwas.
error-message-long =
    { $most ->
        [one] Eine Nachricht darf höchstens { $most } Zeichen haben. Kürz sie, um sie zu senden.
       *[other] Eine Nachricht darf höchstens { $most } Zeichen haben. Kürz sie, um sie zu senden.
    }
error-conversation-nobody = Wähl jemanden, dem du schreiben willst.
error-conversation-many = Höchstens 50 Personen können dabei sein, du eingeschlossen.
error-conversation-mutual = Du kannst { $name } noch nicht schreiben: Ihr müsst einander in einem Aspekt haben.
error-conversation-alone = Alle anderen sind gegangen: Niemand würde diese Nachricht bekommen.
