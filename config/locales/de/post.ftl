# Ein Beitrag, sein Menü und Beleg, und das Schreibfeld.

post-pinned = Angeheftet
post-hidden = In deinem Stream ausgeblendet
post-edited = bearbeitet
post-seen-by = Zu sehen für:
post-menu = Mehr zum Beitrag von { $name }
post-edit = Bearbeiten
post-pin = An dein Profil heften
post-unpin = Vom Profil lösen
post-show-more = Mehr Personen zeigen
post-withdraw = Jemandem entziehen
post-history = Frühere Fassungen
post-copy-link = Link kopieren
post-delete = Löschen
post-delete-sure = Diesen Beitrag löschen? Er wird bei allen zurückgenommen, die ihn haben. Das lässt sich nicht rückgängig machen.
post-hide = Im Stream ausblenden
post-unhide = Im Stream wieder zeigen
post-ignore = { $name } ignorieren
post-ignore-sure = { $name } ignorieren? Was du teilst, kommt dort nicht mehr an, und was dort geschrieben wird, siehst du nicht mehr. { $name } erfährt es nicht.
post-chosen = Mit diesen Aspekten geteilt
post-and-more =
    { $count ->
        [one] und { $count } weitere Person
       *[other] und { $count } weitere Personen
    }
post-text = Dein Beitrag
post-placeholder = Was möchtest du teilen?
post-preview = Vorschau
post-preview-empty = Hier erscheint dein Beitrag, wie andere ihn lesen.
post-share = Teilen
post-save = Speichern
post-see-who = Wer ist das?
post-outside = { $name } wird erwähnt, bekommt diesen Beitrag aber nicht. Der Name erscheint ohne Link.
post-add = Hinzufügen
post-draft-kept = Entwurf gesichert
post-draft-here = Entwurf auf diesem Gerät gesichert
post-not-shared = Der Pod hat nicht geantwortet, es wurde nichts geteilt. Dein Text ist noch da; versuch es gleich noch einmal.
post-too-long = Das sind # Zeichen zu viel. Kürze den Text, um ihn zu teilen.
post-left =
    { $count ->
        [one] Noch { $count } Zeichen
       *[other] Noch { $count } Zeichen
    }
post-left-many = Noch # Zeichen
post-audience-title = Wer bekommt diesen Beitrag?
post-audience-lead = Wähle Aspekte und Personen, oder teile mit allen.
post-reach = Wie weit er geht
post-limited = Begrenzt
post-limited-hint = nur wen du auswählst
post-pod = Alle auf diesem Pod
post-pod-hint = alle, die hier ein Konto haben
post-public = Öffentlich
post-public-hint = für jeden, auch für Suchmaschinen
post-quiet = Öffentlich, leise
post-aspects = Aspekte
post-people = Und diese Personen
post-except = Aber nicht
post-people-hint = Namen, oder IDs mit Komma getrennt
post-this-pod = { $name } (dieser Pod)
post-use-audience = Diese Auswahl verwenden

# Was Seiten und Antworten über Beiträge sagen.

post-by = Beitrag von { $name }
post-older = Ältere Beiträge
post-back = Zurück zum Beitrag
post-new = Beitrag schreiben
post-edit-title = Deinen Beitrag bearbeiten
post-edit-what = Alle, die den Beitrag haben, bekommen die neue Fassung und können die früheren nachlesen.
post-limited-short = Begrenzt
post-choose = Auswählen, wer
post-and-others =
    { $count ->
        [one] { $name } und { $count } weitere
       *[other] { $name } und { $count } weitere
    }
post-title-public = Das kann jeder sehen.
post-title-quiet = Das kann jeder sehen, aber es steht in keiner Liste.
post-title-pod = Das können alle sehen, die auf diesem Pod ein Konto haben.
post-title-mine = Das sehen nur du und die Personen, mit denen du es geteilt hast.
post-title-limited = Das sehen nur die Personen, mit denen es geteilt wurde.
post-reach-public = Das kann jeder lesen, hier und überall sonst, und Suchmaschinen können es finden.
post-reach-pod = Das können alle lesen, die auf diesem Pod ein Konto haben, und wen du außerdem nennst.
post-reach-nobody = Noch ist niemand ausgewählt. Wähle mindestens einen Aspekt oder eine Person.
post-reach-limited =
    { $people ->
        [0] Noch ist niemand da: Nur du wirst das sehen.
        [one] { $people } Person bekommt das. Niemand sonst kann es öffnen.
       *[other] { $pods ->
            [one] { $people } Personen auf { $pods } Pod bekommen das. Niemand sonst kann es öffnen.
           *[other] { $people } Personen auf { $pods } Pods bekommen das. Niemand sonst kann es öffnen.
        }
    }
post-reach-unreached =
    { $count ->
        [one] { $count } Person ist auf einem Server, der das anderen zeigen würde, und bekommt es nicht.
       *[other] { $count } Personen sind auf Servern, die das anderen zeigen würden, und bekommen es nicht.
    }
post-reach-together = { $count } von { $people } sind auf Servern, die sie einander zeigen können.
post-receipt =
    { $count ->
        [0] Niemand sonst hat diesen Beitrag
        [one] { $count } Person hat diesen Beitrag
       *[other] { $count } Personen haben diesen Beitrag
    }
post-receipt-pod =
    { $count ->
        [0] Alle auf diesem Pod können diesen Beitrag sehen
        [one] Alle auf diesem Pod können diesen Beitrag sehen, und { $count } außerdem genannte Person
       *[other] Alle auf diesem Pod können diesen Beitrag sehen, und { $count } außerdem genannte Personen
    }
post-given-aspect = über einen Aspekt, { $when }
post-given-named = namentlich, { $when }
post-given-later = später gezeigt, { $when }
post-history-lead = Alle, die den Beitrag haben, können diese Fassungen sehen, die neueste zuerst.
post-history-now = Jetzt
post-delete-title = Diesen Beitrag löschen?
post-delete-what = Er wird bei allen zurückgenommen, die ihn haben. Das lässt sich nicht rückgängig machen.
post-show-title = Diesen Beitrag mehr Personen zeigen
post-show-what = Wen du hinzufügst, bekommt den Beitrag jetzt, mit den Kommentaren, und wird benachrichtigt. Wer ihn schon hat, behält ihn.
post-show-who = Wer ihn noch bekommt
post-show-hint = Namen, oder IDs mit Komma getrennt
post-show-do = Zeigen
post-withdraw-title = Diesen Beitrag jemandem entziehen
post-withdraw-what = Er verschwindet aus den Streams der Personen, die du wählst, und sie können ihn hier nicht mehr öffnen. Was sie gelesen oder kopiert haben, lässt sich nicht ungelesen machen. Sie werden nicht benachrichtigt.
post-withdraw-who = Wer ihn verliert
post-withdraw-do = Entziehen
post-withdraw-nobody = Niemand sonst hat diesen Beitrag, also gibt es niemanden, dem du ihn entziehen könntest.
post-shared = Geteilt.
post-saved = Die neue Fassung ist geteilt.
post-deleted = Der Beitrag ist gelöscht.
post-pinned-now = Der Beitrag ist an dein Profil geheftet.
post-unpinned = Der Beitrag ist vom Profil gelöst.
post-hidden-now = Der Beitrag ist in deinem Stream ausgeblendet. Über sein Menü holst du ihn zurück.
post-unhidden = Der Beitrag ist wieder in deinem Stream.
post-shown = Sie haben den Beitrag jetzt.
post-withdrawn = Der Beitrag ist entzogen. Sie können ihn nicht mehr öffnen.
post-hours =
    { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
post-days =
    { $count ->
        [one] { $count } Tag
       *[other] { $count } Tage
    }
post-add-poll = Eine Umfrage hinzufügen
post-add-place = Einen Ort hinzufügen
post-add-warning = Eine Warnung hinzufügen
post-add-end = Den Beitrag ablaufen lassen
post-place = Ort
post-place-hint = Alle, die den Beitrag bekommen, sehen ihn.
post-place-mine = Meinen Standort nehmen
post-place-found = Auf etwa zehn Meter genau:
post-place-failed = Dein Browser hat nicht gesagt, wo du bist. Schreib es von Hand.
post-sensitive = Heikel
post-sensitive-hint = Der Beitrag wird erst gezeigt, wenn ihn jemand öffnet.
post-warning = Wovor zu warnen ist, in wenigen Worten
post-lasts = Löschen nach
post-lasts-always = Nie
post-lasts-hint = Dann wird er von allen zurückgenommen, die ihn haben.
post-ends = Wird am { $when } gelöscht
post-shield = Heikler Beitrag
post-shield-open = Zeigen
post-bookmark = Merken
post-unbookmark = Nicht mehr merken
post-bookmarked = Der Beitrag ist bei deinen Lesezeichen.
post-unbookmarked = Das Lesezeichen ist entfernt.
post-unfold = Mehr zeigen
post-fold = Weniger zeigen
post-add-later = Später teilen
post-later = Später teilen, am
post-later-zone = Diese Zeit ist UTC.
post-later-zone-here = In deiner Zeitzone, { $zone }.
post-later-hint = Bis dahin hat ihn niemand außer dir. Wer ihn bekommt, ergibt sich erst dann.
post-scheduled-title = Geplante Beiträge
post-scheduled-lead = Sie werden geteilt, wenn ihre Zeit kommt. Bis dahin hat sie niemand außer dir; wer sie bekommt, ergibt sich erst dann.
post-scheduled-edit = Einen geplanten Beitrag ändern
post-scheduled-kept = Er wartet auf seine Zeit.
post-scheduled-gone = Er ist gelöscht. Niemand hatte ihn.
post-scheduled-now = Jetzt teilen
post-scheduled-delete = Endgültig löschen
post-scheduled-refused = Er konnte nicht geteilt werden, als seine Zeit kam.
post-scheduled-none = Nichts wartet
post-scheduled-none-text = Gib einem Beitrag beim Schreiben eine Zeit, dann wartet er hier.
post-scheduled-tab = Geplant
