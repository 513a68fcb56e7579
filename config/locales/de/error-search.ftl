error-search-short = Gib mindestens zwei Zeichen ein.
error-search-long = Gib höchstens { $most } Zeichen ein.
error-search-words = Suche nach höchstens { $most } Wörtern auf einmal.
error-search-nothing = Unter dieser Adresse gibt es weder eine Person noch einen öffentlichen Beitrag des Fediverse.
error-search-away = Der Server dieser Adresse antwortet nicht. Versuche es später noch einmal.
error-tag-none = Ein Tag besteht aus Buchstaben, Ziffern, _ und -, und mindestens einem Buchstaben oder einer Ziffer.
error-tag-many = Du folgst { $most } Tags, mehr gehen nicht. Folge einem davon nicht mehr, bevor du einem neuen folgst.
