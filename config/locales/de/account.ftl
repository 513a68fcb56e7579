# Getting in: the front page, joining, signing in, a forgotten password, invitations.

account-aspect-family = Familie
account-aspect-friends = Freunde
account-aspect-work = Arbeit
account-aspect-acquaintances = Bekannte
account-login = Benutzername oder E-Mail
account-username = Benutzername
account-username-hint = Kleinbuchstaben, Ziffern, Punkte, Binde- und Unterstriche. Er lässt sich später nicht ändern.
account-email = E-Mail
account-email-hint = Falls du dein Passwort vergisst. Niemand sonst sieht sie.
account-password = Passwort
account-password-hint = Mindestens 8 Zeichen. Ein paar Wörter hintereinander sind gut.
account-application = Wer bist du?
account-application-hint = Ein paar Worte an die, die diesen Pod betreiben. Sie entscheiden, wer beitritt.
account-website = Lass das leer
account-sign-in = Anmelden
account-join = Beitreten
account-tabs = Anmelden oder beitreten
account-forgotten = Passwort vergessen?
account-how-invitation = Beitreten kann, wer eingeladen wird.
account-how-approval = Wer beitreten möchte, fragt vorher an.
account-how-open = Alle können beitreten.
account-join-closed = Diesem Pod tritt man auf Einladung bei. Bitte jemanden, der hier ist, um einen Link.
account-invited-by = { $name } lädt dich ein.
account-welcome-title = Erzähl es denen, für die es ist.
account-welcome-lead = Ordne die Menschen, die du kennst, in Aspekte: Familie, Freunde, das Team. Jeder Beitrag geht an die Aspekte, die du wählst, und niemand sonst kann ihn öffnen.
account-welcome-exactly = Sieh genau, wer einen Beitrag bekommt, bevor du ihn teilst und danach.
account-welcome-aspects = Niemand sieht deine Aspekte oder wer darin ist.
account-welcome-private = Keine Werbung, keine Verfolgung. Dein Browser spricht mit niemandem als diesem Pod.
account-welcome-pod =
    { $count ->
        [one] { $pod } ist ein Pod mit { $count } Person.
       *[other] { $pod } ist ein Pod mit { $count } Menschen.
    }
account-welcome-by = Betrieben wird er von
account-code = Code
account-code-hint = Sechs Ziffern aus deiner App oder einer deiner Notfallcodes.
account-code-title = Der zweite Schritt
account-code-lead = Das Passwort stimmt. Jetzt der Code, innerhalb von fünf Minuten.
account-sign-in-again = Von vorn beginnen
account-second-step-over = Das hat länger als fünf Minuten gedauert. Melde dich noch einmal an.
account-reopen-title = Dein Konto wird geschlossen
account-reopen-lead = Du hast es vor Kurzem geschlossen. Es lässt sich noch wieder öffnen, mit allem, was darin ist.
account-reopen = Wieder öffnen
account-reopen-not = Geschlossen lassen
account-reopened = Dein Konto ist wieder offen.
account-signed-out = Du bist abgemeldet.
account-forgotten-title = Ein neues Passwort
account-forgotten-lead = Nenn uns deine E-Mail-Adresse. Wenn ein Konto sie hat, geht ein Brief mit einem Link dorthin; er gilt eine Stunde.
account-forgotten-send = Link schicken
account-reset-sent = Wenn ein Konto diese Adresse hat, ist ein Brief unterwegs. Sieh in deine Post, auch unter die unerwünschte.
account-reset-title = Wähle ein neues Passwort
account-reset-lead = Alle deine Geräte werden abgemeldet. Danach meldest du dich mit dem neuen Passwort an.
account-reset-set = Passwort setzen
account-password-set = Dein Passwort ist gesetzt. Melde dich damit an.
account-joined = Du bist da. Ein Brief ist unterwegs an deine Adresse: Öffne seinen Link, damit du dich mit ihr anmelden und dir ein neues Passwort schicken lassen kannst.
account-applied = Deine Anfrage liegt bei denen, die diesen Pod betreiben. Ein Brief ist unterwegs an deine Adresse: Öffne seinen Link, damit wir dir die Antwort schreiben können.
account-invite-title = Jemanden einladen
account-invite-lead = Gib einen Link an Menschen, die du kennst. Wer ihn öffnet, kann diesem Pod beitreten.
account-invite-approval = Das letzte Wort haben die, die den Pod betreiben.
account-invite-new = Ein neuer Link
account-invite-link = Einladung
account-invite-note = Für wen
account-invite-note-hint = Nur du siehst das.
account-invite-uses = Wie viele damit beitreten können (1 bis 25)
account-invite-days = Für wie viele Tage (1 bis 30)
account-invite-aspect = Wer beitritt, kommt in
account-invite-no-aspect = Keinen Aspekt
account-invite-aspect-hint = Du teilst dann mit ihnen, was du mit diesem Aspekt teilst.
account-invite-make = Link erstellen
account-invite-open =
    { $left ->
        [one] Gilt noch für { $left } Person bis { $until }. Damit beigetreten: { $used }.
       *[other] Gilt noch für { $left } Personen bis { $until }. Damit beigetreten: { $used }.
    }
account-invite-over = Lässt niemanden mehr herein. Damit beigetreten: { $used }.
account-invite-into = Wer beitritt, kommt in { $aspect }.
account-invite-copy = Kopieren
account-invite-qr = QR-Code des Einladungslinks
account-invite-show-qr = Als QR-Code zeigen
account-invite-revoke = Zurücknehmen
account-invite-remove = Aus der Liste entfernen
account-invited = Der Link ist erstellt. Gib ihn denen, für die er ist.
account-invitation-revoked = Der Link lässt niemanden mehr herein.
