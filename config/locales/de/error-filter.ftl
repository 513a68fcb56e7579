error-filter-words = Gib ein Wort oder ein paar ein.
error-filter-long =
    { $most ->
        [one] Eine Wortfolge darf höchstens { $most } Zeichen haben.
       *[other] Eine Wortfolge darf höchstens { $most } Zeichen haben.
    }
error-filter-tag = Das kann kein Tag sein: nur Buchstaben, Ziffern, - und _.
error-filter-person = Hier ist niemand mit dem Namen „{ $name }“ bekannt.
error-filter-oneself = Deine eigenen Beiträge werden nie gefiltert.
error-filter-language = Wähle eine der Sprachen.
error-filter-many =
    { $most ->
        [one] Du kannst { $most } Sache filtern. Entferne sie zuerst.
       *[other] Du kannst { $most } Dinge filtern. Entferne zuerst welche.
    }
