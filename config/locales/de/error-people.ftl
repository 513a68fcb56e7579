# Ablehnungen zu Profilen, Kontakten und Aspekten.

error-oneself = Du kannst dich nicht selbst einem Aspekt hinzufügen.
error-ignore-oneself = Du kannst dich nicht selbst ignorieren.
error-ignored = Du ignorierst diese Person. Beende das zuerst.
error-aspect-empty = Gib dem Aspekt einen Namen.
error-aspect-taken = Du hast schon einen Aspekt mit diesem Namen. Wähle einen anderen.
error-hue = Wähle eine der Farben.
error-aspects-many =
    { $most ->
        [one] Du hast { $most } Aspekt, mehr geht nicht. Lösche zuerst einen.
       *[other] Du hast { $most } Aspekte, mehr geht nicht. Lösche zuerst einen.
    }
error-field-long =
    { $most ->
        [one] Das ist zu lang: Höchstens { $most } Zeichen passt.
       *[other] Das ist zu lang: Höchstens { $most } Zeichen passen.
    }
error-field-unreadable = Darin sind Zeichen, die sich nicht lesen lassen. Schreibe es neu.
error-birthday = Diesen Tag gibt es nicht. Gib Tag und Monat als Zahlen an und das Jahr, wenn du magst.
error-birthday-ahead = Dieser Tag kommt erst noch. Prüfe das Jahr.
error-tag = „{ $tag }“ kann kein Tag sein: nur Buchstaben, Ziffern, - und _.
error-tags-many =
    { $most ->
        [one] Höchstens { $most } Tag. Entferne einige.
       *[other] Höchstens { $most } Tags. Entferne einige.
    }
error-picture = Dieses Bild lässt sich nicht lesen. Wähle eine Datei in JPEG, PNG, GIF oder WebP.
error-picture-large = Diese Datei ist zu groß: höchstens { $most } MB.
error-picture-pixels = Dieses Bild hat zu viele Pixel. Verkleinere es zuerst.
error-picture-frames = Dieses Bild bewegt sich zu lange. Wähle eines, das stillsteht.
error-picture-avif = AVIF und HEIC lassen sich hier nicht lesen. Speichere das Bild als JPEG und wähle diese Datei.
error-person-other = Der Pod sagt jetzt, das sei jemand anderes. Hier wurde nichts geändert.
error-person-nobody = Niemand wurde mit dieser diaspora*-ID gefunden. Ist sie richtig geschrieben?
error-person-away = Der Pod dieser diaspora*-ID antwortet nicht. Versuche es später noch einmal.
error-moving-no-address = Das ist keine Adresse eines Kontos. Sie sieht aus wie name@pod.example.
error-moving-here = Diese Adresse ist auf diesem Pod. Umziehen kann man nur zwischen Pods.
error-moving-not-named = Jenes Konto sagt nicht, dass dieses deines war. Melde dich dort an, nenne { $address } als dein früheres Konto und versuche es hier noch einmal.
error-moving-no-keys = Dein Konto ist neu und noch nicht ganz so weit. Versuche es in einer Minute noch einmal.
error-moving-many = Du hast { $most } Konten genannt, mehr geht nicht. Nimm zuerst eines zurück.
