error-photo-many =
    { $most ->
        [one] Füge höchstens { $most } Foto hinzu.
       *[other] Füge höchstens { $most } Fotos hinzu.
    }
error-photo-gone = Eins dieser Fotos ist nicht mehr da. Entfern es, oder füge es noch einmal hinzu.
error-photo-alt =
    { $most ->
        [one] Eine Beschreibung kann höchstens { $most } Zeichen haben.
       *[other] Eine Beschreibung kann höchstens { $most } Zeichen haben. Kürze sie.
    }
error-photo-unreadable = „{ $name }“ ist kein Bild, Video oder Ton, das dieser Pod lesen kann. JPEG, PNG, GIF, WebP, MP4, WebM, MP3 und Ogg gehen.
error-photo-large =
    { $most ->
        [one] „{ $name }“ ist zu groß: Höchstens { $most } Megabyte.
       *[other] „{ $name }“ ist zu groß: Höchstens { $most } Megabyte.
    }
error-photo-pixels = „{ $name }“ hat zu viele Pixel. Mach es kleiner und füge es noch einmal hinzu.
error-photo-frames = „{ $name }“ bewegt sich zu lange. Kürze es, oder füge es als Video hinzu.
error-photo-avif = „{ $name }“ ist AVIF oder HEIC, das kann dieser Pod nicht lesen. Speichere es als JPEG und füge es noch einmal hinzu.
error-photo-none = Wähle zuerst eine Datei.
error-photo-room =
    { $most ->
        [one] Es ist kein Platz mehr: Eine Person hat hier höchstens { $most } Megabyte. Lösch Fotos, die du nicht mehr brauchst.
       *[other] Es ist kein Platz mehr: Eine Person hat hier höchstens { $most } Megabyte. Lösch Fotos, die du nicht mehr brauchst.
    }
error-photo-last = Es bliebe nichts übrig. Lösch stattdessen den ganzen Beitrag, Kommentar oder die ganze Nachricht.
error-photo-no-picture = Nur ein Bild kann ein Profilbild sein.
error-album-empty = Gib dem Album einen Namen.
error-album-long =
    { $most ->
        [one] Der Name eines Albums kann höchstens { $most } Zeichen haben.
       *[other] Der Name eines Albums kann höchstens { $most } Zeichen haben.
    }
error-album-unreadable = Der Pod konnte diesen Namen nicht lesen. Schreib ihn noch einmal.
error-album-taken = Du hast schon ein Album namens „{ $name }“.
error-album-many =
    { $most ->
        [one] Mehr als { $most } Album geht nicht. Lösch es zuerst.
       *[other] Mehr als { $most } Alben gehen nicht. Lösch zuerst eins.
    }
