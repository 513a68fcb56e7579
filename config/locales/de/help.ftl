# Hilfe: ihr Rahmen und die Links zu ihr. Die Texte sind in config/help.

help-title = Hilfe
help-lead = Wie es hier zugeht, in einfachen Worten. Nimm, was du brauchst; lernen muss man hier nichts.
help-more = Mehr Hilfe
help-about-aspects = Wie Aspekte funktionieren
help-about-who-sees-what = Wer was sieht
help-about-sharing = Wie Teilen funktioniert
help-about-ignoring = Was Ignorieren bedeutet
help-about-leaving = Was geschieht, wenn du gehst
help-about-safety = Wie du sicher bleibst
help-bookmark = Auf { $pod } schreiben
help-bookmark-here = Hier tut es nichts: Zieh es zu deinen Lesezeichen und drück es auf einer anderen Seite.
help-elsewhere = Von anderen Seiten
help-elsewhere-lead = Beginne einen Beitrag mit dem, was du gerade woanders liest, am Computer oder am Telefon.
help-elsewhere-do = Zeig mir, wie
