# Profile: die Seite einer Person und die Einstellungen der eigenen.

profile-posts = Beiträge
profile-more = Mehr
profile-add = Zu einem Aspekt hinzufügen
profile-in =
    { $count ->
        [one] { $name } und { $count } weiterer
       *[other] { $name } und { $count } weitere
    }
profile-mention = Erwähnen
profile-group-write = In die Gruppe schreiben
profile-follow-waits = Du wirst folgen, sobald sie es erlauben. Nimm sie aus deinen Aspekten, wenn du es nicht mehr willst.
profile-edit = Dein Profil ändern
profile-feed = Feed der öffentlichen Beiträge
profile-ignored = Du ignorierst diese Person
profile-nsfw-mark = Beiträge sind verdeckt
profile-empty = Hier ist noch nichts für dich
profile-empty-text = Was { $name } mit dir oder mit allen teilt, erscheint hier.
profile-empty-mine = Du hast noch nichts geschrieben
profile-empty-mine-text = Schreibe deinen ersten Beitrag, für alle oder nur für einige.
profile-write = Beitrag schreiben
profile-settings = Profil
profile-saved = Gespeichert.
profile-picture-saved = Dein Bild ist geändert.
profile-picture = Bild
profile-picture-lead = Ein Quadrat, das alle neben deinem Namen sehen. Wo und wann es aufgenommen wurde, wird entfernt.
profile-picture-file = Bild von deinem Gerät (JPEG, PNG, GIF oder WebP, bis 10 MB)
profile-picture-save = Dieses Bild verwenden
profile-picture-remove = Bild entfernen
profile-public = Was alle sehen
profile-public-lead = Dein Name, dein Bild, diese Tags und deine ID sind öffentlich.
profile-name = Name
profile-most =
    { $count ->
        [one] Höchstens { $count } Zeichen.
       *[other] Höchstens { $count } Zeichen.
    }
profile-tags = Tags über dich
profile-tags-hint =
    { $count ->
        [one] Höchstens { $count }: #chor
       *[other] Höchstens { $count }: #chor #sauerteig
    }
profile-searchable = Andere dürfen dich finden
profile-searchable-hint = In der Suche und unter Vorschlägen. Deine Kontakte finden dich immer.
profile-nsfw = Meine Beiträge verdecken
profile-nsfw-hint = Für alle, die zeigen, was nicht für alle Augen ist: Andere öffnen jeden Beitrag mit einem Klick.
profile-extended = Über dich
profile-extended-lead = Du bestimmst, wer diesen Teil sieht.
profile-details = Wer ihn sieht
profile-details-nobody = Niemand
profile-details-contacts = Die Menschen, mit denen du teilst
profile-details-everyone = Alle
profile-bio = Über dich
profile-bio-hint =
    { $count ->
        [one] Markdown, höchstens { $count } Zeichen.
       *[other] Markdown, höchstens { $count } Zeichen.
    }
profile-location = Ort
profile-pronouns = Pronomen oder Geschlecht
profile-birthday = Geburtstag
profile-birthday-hint = Das Jahr kannst du weglassen.
profile-day = Tag
profile-month = Monat
profile-year = Jahr
profile-see = Deine Seite ansehen
profile-sharing = Teilen
profile-sharing-posts = Neue Beiträge
profile-sharing-posts-lead = Womit das Schreiben beginnt. Du kannst es bei jedem Beitrag ändern.
profile-reach-limited = Nur die Menschen, die du auswählst
profile-reach-pod = Alle auf diesem Pod
profile-reach-public = Alle
profile-sharing-aspects = Aspekte, die für einen Beitrag an ausgewählte Menschen angekreuzt sind
profile-share-back = Zurückteilen
profile-share-back-lead = Wer anfängt, mit dir zu teilen, kommt von selbst in diesen Aspekt und bekommt von da an, was du mit ihm teilst.
profile-share-back-label = Aspekt
profile-share-back-none = Keiner: Ich entscheide jedes Mal
profile-follows = Folgende aus dem Fediverse
profile-follows-lead = Wer dir von Mastodon und Ähnlichem aus folgt, bekommt deine öffentlichen Beiträge. Was du mit Aspekten teilst, bekommen sie nur, wenn du sie in einen aufnimmst.
profile-follows-asked = Mich fragen, bevor mir jemand folgt
profile-follows-shown = Anderen Servern zeigen, wer mir folgt und wem ich folge, nicht nur, wie viele es sind
profile-ignored-list = Liste ansehen
profile-alike = Menschen mit denselben Tags
