# Refusals about accounts.

error-join-closed = Diesem Pod kann gerade niemand beitreten.
error-invitation-only = Diesem Pod tritt man auf Einladung bei. Bitte jemanden, der hier ist, um einen Link.
error-invitation-gone = Diese Einladung ist verbraucht, zurückgenommen oder zu alt. Bitte um eine neue.
error-username-empty = Wähle einen Benutzernamen.
error-username-long = Ein Benutzername hat höchstens 32 Zeichen.
error-username-characters = Nimm nur Kleinbuchstaben, Ziffern, Punkte, Binde- und Unterstriche; keinen Punkt am Rand und nicht zwei hintereinander.
error-username-taken = Dieser Name ist nicht zu haben. Wähle einen anderen.
error-email-empty = Gib deine E-Mail-Adresse an.
error-email = Das ist keine E-Mail-Adresse, die jeder Mailserver versteht. Sieh nach Tippfehlern.
error-email-taken = Ein Konto hier hat diese Adresse.
error-application-empty = Schreib ein paar Worte, damit wir wissen, wer du bist.
error-application-long = Hier passen höchstens { $most } Zeichen hinein. Kürze es ein wenig.
error-text-unreadable = Ein Teil davon ist nicht lesbar. Tippe es noch einmal.
error-sign-in-wrong =
    { $left ->
        [one] Name und Passwort passen nicht zusammen. Du hast noch { $left } Versuch.
       *[other] Name und Passwort passen nicht zusammen. Du hast noch { $left } Versuche.
    }
error-account-waiting = Deine Anfrage ist noch nicht beantwortet. Es entscheiden die, die diesen Pod betreiben.
error-account-locked = Dieses Konto wurde von denen gesperrt, die diesen Pod betreiben. Frag sie nach dem Grund.
error-account-shut = Die Moderation dieses Pods hat dieses Konto geschlossen. Frag die, die den Pod betreiben, warum.
error-account-moved = Du bist von diesem Konto auf einen anderen Pod umgezogen. Melde dich dort an.
error-account-not-shut = Nur ein Konto, das die Moderation in den letzten sieben Tagen geschlossen hat, kann hier wieder geöffnet werden.
error-account-gone = Dieses Konto wurde geschlossen und lässt sich nicht wieder öffnen.
error-second-step-over = Das hat länger als fünf Minuten gedauert. Melde dich noch einmal an.
error-note-long = In die Notiz passen höchstens { $most } Zeichen.
error-invitation-uses = Ein Link lässt zwischen 1 und 25 Personen herein.
error-invitation-days = Ein Link gilt zwischen 1 und 30 Tagen.
error-invitations-many =
    { $most ->
        [one] Du hast { $most } Link, mehr geht nicht. Nimm zuerst einen zurück.
       *[other] Du hast { $most } Links, mehr geht nicht. Nimm zuerst einen zurück.
    }
error-pod-name-empty = Gib dem Pod einen Namen.
error-pod-name-long = Der Name hat höchstens { $most } Zeichen.
error-join-way = Wähle, wer beitreten kann.
error-setup-key = Das ist nicht der Schlüssel, den der Pod beim letzten Start ausgegeben hat. Sieh in sein Terminal oder Protokoll.
error-set-up-already = Jemand anderes war schneller: Dieser Pod ist eingerichtet. Melde dich an oder bitte um eine Einladung.
error-password-name = Dieses Passwort ist wie dein Name. Wähle ein anderes.
