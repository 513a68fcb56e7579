# Karten von Links und Filme anderer Server.

preview-play = Abspielen
preview-warning = Dein Browser spricht dann mit { $host }; dort sieht man deine Adresse und dass du von diesem Pod kommst.
preview-talking = Dein Browser spricht jetzt mit { $host }. Das endet, wenn du diese Seite verlässt.
preview-ask = Hier abspielen?
preview-open = Bei { $host } öffnen
preview-remove = Karte des Links entfernen
preview-removed = Die Karte ist entfernt. Der Link selbst bleibt.
preview-link = Link
preview-none = Keine Karte für den Link
preview-none-hint = Der Pod fragt nicht nach, wohin der Link führt.
settings-links-title = Links
settings-links-make = Karten für die Links in meinen Beiträgen machen
settings-links-make-hint = Sobald du teilst, fragt der Pod die Seite nach Titel und Bild. Wer du bist, erfährt die Seite nicht.
settings-links-show = Mir die Karten von Links zeigen
settings-links-show-hint = Bilder darin kommen über deinen Pod.
