# Was nicht geht, auf einer eigenen Seite.

error-title = Das hat nicht geklappt
error-title-not-found = Hier ist nichts
error-not-found = Unter dieser Adresse gibt es nichts, oder nichts, was du sehen darfst.
error-visitor = Wenn jemand es mit dir geteilt hat, melde dich an und öffne die Adresse noch einmal.
error-home = Zur Startseite
error-sign-in = Melde dich an, um weiterzumachen.
error-ask-password = Gib dein Passwort noch einmal ein, um weiterzumachen.
error-stale-page = Diese Seite war lange offen, oder du hast dich inzwischen neu angemeldet. Was du geschrieben hast, ist nicht verloren: Geh zurück, kopiere es und lade die Seite neu.
error-unreadable = Der Pod konnte nicht lesen, was dein Browser geschickt hat. Geh zurück, lade die Seite neu und versuch es noch einmal.
error-too-large = Das ist mehr, als dieser Pod auf einmal annimmt. Geh zurück und schick etwas Kleineres.
error-disk-full = Dieser Pod hat gerade keinen Platz mehr auf seiner Festplatte; du hast nichts falsch gemacht. Nichts davon wurde behalten. Versuch es später noch einmal, oder sag es denen, die den Pod betreiben.
error-too-often =
    { $minutes ->
        [one] Das waren zu viele Versuche. Versuch es in { $minutes } Minute noch einmal.
       *[other] Das waren zu viele Versuche. Versuch es in { $minutes } Minuten noch einmal.
    }
error-fault = Auf diesem Pod ist etwas kaputtgegangen; du hast nichts falsch gemacht. Versuch es in einer Minute noch einmal. Wenn es so bleibt, nenn denen, die den Pod betreiben, diese Kennung: { $id }
