# Der Rahmen jeder Seite und was JavaScript sagt. „#“ im Text steht für eine Zahl.

layout-skip = Zum Inhalt springen
layout-search-hint = Personen, #Tags und Beiträge suchen
layout-search-label = Personen, Tags und Beiträge suchen
layout-search = Suche
layout-account = Konto
layout-main = Hauptnavigation
layout-menu = Dein Konto
layout-notifications =
    { $count ->
        [0] Benachrichtigungen, keine ungelesen
        [one] Benachrichtigungen, { $count } ungelesen
       *[other] Benachrichtigungen, { $count } ungelesen
    }
layout-notifications-many = Benachrichtigungen, # ungelesen
layout-streams = Streams
layout-stream = Stream
layout-activity = Meine Aktivität
layout-mentions = Erwähnungen
layout-tags = Gefolgte Tags
layout-public = Öffentliche Beiträge
layout-local = Auf diesem Pod
layout-aspects = Aspekte
layout-aspects-of = Aspekte von { $name }
layout-new-aspect = Neuer Aspekt
layout-people =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
layout-people-nav = Personen
layout-contacts = Kontakte
layout-invite = Jemanden einladen
layout-admin = Dieser Pod
layout-applications =
    { $count ->
        [one] { $count } Anfrage wartet
       *[other] { $count } Anfragen warten
    }
layout-post = Schreiben
layout-you = Du
layout-profile = Dein Profil
layout-settings = Einstellungen
layout-sign-in = Anmelden
layout-sign-out = Abmelden
layout-pod = { $name } ist ein Samara-Pod.
layout-pager = Weitere
layout-save = Speichern
layout-cancel = Abbrechen
layout-close = Schließen
layout-undo = Rückgängig
layout-changed = Gespeichert.
layout-copied = Kopiert.
layout-loading = Wird geladen…
layout-failed = Der Pod hat nicht geantwortet. Versuch es gleich noch einmal.
layout-working = Einen Moment…
layout-new-posts =
    { $count ->
        [one] { $count } neuer Beitrag
       *[other] { $count } neue Beiträge
    }
layout-new-posts-many = # neue Beiträge
layout-crop-zoom = Vergrößern
layout-crop-hint = Verschieb das Bild mit der Maus, dem Finger oder den Pfeiltasten.
layout-theme = Hell oder dunkel
layout-theme-system = Wie das System
layout-theme-light = Hell
layout-theme-dark = Dunkel
layout-keys = Tastatur
layout-key-move = Nächster und voriger Beitrag
layout-key-open = Beitrag öffnen
layout-key-like = Gefällt mir
layout-key-comment = Kommentieren
layout-key-reshare = Weitersagen
layout-key-new = Beitrag schreiben
layout-key-search = Suchen
layout-key-share = Teilen, was du geschrieben hast
layout-key-help = Diese Tasten zeigen
layout-keys-on = Einzelne Tasten auf diesem Gerät verwenden
layout-messages =
    { $count ->
        [0] Unterhaltungen
        [one] Unterhaltungen, { $count } ungelesen
       *[other] Unterhaltungen, { $count } ungelesen
    }
layout-messages-many = Unterhaltungen, # ungelesen
