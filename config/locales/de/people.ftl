# Kontakte, Aspekte, Ignorieren.

people-contacts = Kontakte
people-contacts-lead = Wer in einem Aspekt ist, bekommt von da an, was du mit ihm teilst. Niemand sieht deine Aspekte oder wer darin ist.
people-requests = Diese möchten dir folgen
people-requests-lead = Wer dir aus dem Fediverse folgt, bekommt deine öffentlichen Beiträge.
people-request-accept = Annehmen
people-request-refuse = Ablehnen
people-request-accepted = Diese Person folgt dir von jetzt an.
people-request-refused = Diese Person folgt dir nicht.
people-find = Einen Kontakt suchen
people-find-hint =
    { $count ->
        [one] In { $count } Kontakt suchen
       *[other] In { $count } Kontakten suchen
    }
people-tabs = Aspekte
people-all = Alle { $count }
people-in = { $name } { $count }
people-only-sharing = Teilen nur mit dir { $count }
people-all-contacts = Alle Kontakte
people-no-aspect = In keinem Aspekt: sieht nur deine öffentlichen Beiträge
people-mutual = Ihr teilt miteinander
people-shares-with-you = Teilt mit dir
people-you-share = Du teilst mit dieser Person
people-page = Seite { $page } von { $pages }
people-previous = Zurück
people-next = Weiter
people-empty = Du hast noch keine Kontakte
people-empty-text = Suche Menschen, die du kennst, und füge sie einem Aspekt hinzu, oder lade jemanden auf diesen Pod ein.
people-empty-action = Menschen finden
people-empty-search = Kein Kontakt heißt so
people-empty-search-text = Die Suche des Pods findet auch Menschen, die nicht deine Kontakte sind.
people-search-pod = Auf dem ganzen Pod suchen
people-empty-aspect = In diesem Aspekt ist niemand
people-empty-aspect-text = Wähle „Aspekte“ neben einem Kontakt, um ihn hinzuzufügen.
people-empty-sharing = Alle, die mit dir teilen, sind in einem deiner Aspekte
people-empty-sharing-text = Wer anfängt, mit dir zu teilen, und in keinem deiner Aspekte ist, erscheint hier.
people-aspects-of = Aspekte von { $name }
people-aspects-saved = Gespeichert. Ab jetzt kommt dort an, was du mit diesen Aspekten teilst.
people-aspect-new = Neuer Aspekt
people-aspect-edit = Aspekt ändern
people-aspect-lead = Ein Aspekt ist eine Gruppe von Menschen, von der nur du weißt.
people-aspect-name = Name
people-aspect-name-hint =
    { $count ->
        [one] Höchstens { $count } Zeichen. Nur du siehst ihn.
       *[other] Höchstens { $count } Zeichen. Nur du siehst ihn.
    }
people-aspect-hue = Farbe
people-hue = Farbe { $number }
people-aspect-chosen = Für neue Beiträge ausgewählt
people-aspect-chosen-hint = Beim Schreiben ist dieser Aspekt von Anfang an angekreuzt.
people-aspect-place = Reihenfolge
people-aspect-place-lead = Wo der Aspekt in deinen Listen steht.
people-aspect-up = Nach oben
people-aspect-down = Nach unten
people-aspect-delete = Aspekt löschen
people-aspect-delete-lead = Vorher steht da, was das bedeutet.
people-aspect-delete-ask = Diesen Aspekt löschen …
people-aspect-made = Der Aspekt ist da. Füge jetzt Menschen hinzu.
people-aspect-changed = Der Aspekt ist geändert.
people-aspect-deleted = Der Aspekt ist gelöscht.
people-delete-people =
    { $count ->
        [0] In diesem Aspekt ist niemand.
        [one] In diesem Aspekt ist { $count } Person.
       *[other] In diesem Aspekt sind { $count } Personen.
    }
people-delete-alone =
    { $count ->
        [one] { $count } davon ist in keinem anderen deiner Aspekte: Du teilst nicht mehr mit dieser Person, sie bekommt nichts mehr. Niemand erfährt davon.
       *[other] { $count } davon sind in keinem anderen deiner Aspekte: Du teilst nicht mehr mit ihnen, sie bekommen nichts mehr. Niemand erfährt davon.
    }
people-delete-share-back = Wer anfängt, mit dir zu teilen, kommt von selbst in diesen Aspekt. Das endet.
people-delete-posts = Beiträge, die du mit ihm geteilt hast, bleiben bei denen, die sie haben.
people-ignore = Ignorieren
people-ignore-title = { $name } ignorieren?
people-ignore-unshares = Die Person verlässt alle deine Aspekte: Sie bekommt nichts mehr von dem, was du teilst.
people-ignore-hides = Ihre Beiträge stehen nicht mehr in deinen Streams, und nichts, was sie tut, benachrichtigt dich.
people-ignore-keeps = Sie behält die Beiträge, die sie schon hat, und sieht weiter deine öffentlichen.
people-ignore-quiet = Sie erfährt nichts davon.
people-ignoring = Du ignorierst diese Person jetzt.
people-not-ignoring = Du ignorierst diese Person nicht mehr. Sie ist in keinem deiner Aspekte.
people-unignore = Nicht mehr ignorieren
people-unignore-name = { $name } nicht mehr ignorieren
people-ignored = Wen du ignorierst
people-ignored-lead = Ihre Beiträge stehen nicht in deinen Streams. Sie wissen nichts davon.
people-ignored-since = Ignoriert seit: { $when }
people-ignored-empty = Du ignorierst niemanden
people-ignored-empty-text = Im Menü auf der Seite einer Person kannst du sie ignorieren.
people-ignored-first = Du ignorierst diese Person. Beende das, bevor du sie einem Aspekt hinzufügst.
people-look = Noch einmal nachsehen
people-look-title = Den Pod nach Namen und Bild fragen
people-looked = Der Pod wurde gefragt: Name und Bild sind wie dort.
people-looked-just-now = Der Pod wurde gerade erst gefragt. Versuch es in einer Minute noch einmal.
people-looked-away = Der Pod antwortet im Moment nicht.
people-looked-other = Der Pod sagt nicht mehr, dass es diese Person ist. Was hier bekannt ist, bleibt, wie es war.
people-doubt = Seit { $when } antwortet der Pod mit einer anderen Identität für diese Person. Das wurde abgelehnt: Was hier bekannt ist, bleibt.
