# Andere Pods: wie es um sie steht, und wer gesperrt ist.

pods-title = Pods
pods-lead = Die anderen Pods, die dieser kennt.
pods-search = Host oder Software
pods-state = Zustand
pods-state-any = Alle
pods-state-well = In Ordnung
pods-state-away = Nicht da
pods-state-blocked = Gesperrt
pods-sort = Reihenfolge
pods-sort-name = Nach Namen
pods-sort-heard = Letzter Kontakt zuerst
pods-sort-met = Neueste zuerst
pods-sort-people = Meiste Menschen zuerst
pods-sort-waiting = Meiste wartende Briefe zuerst
pods-sort-failures = Meiste Fehlschläge zuerst
pods-count =
    { $count ->
        [one] { $count } Pod
       *[other] { $count } Pods
    }
pods-pod = Pod
pods-people = Menschen
pods-waiting = Wartende Briefe
pods-bytes = Platz dafür
pods-pace = Briefe je Sekunde beim Nachholen
pods-contact = Letzter Kontakt
pods-came = Zuletzt gehört
pods-reached = Zuletzt erreicht
pods-came-when = Gehört: { $when }
pods-reached-when = Erreicht: { $when }
pods-never = nie
pods-met = Kennengelernt
pods-asked = Nach Software gefragt
pods-since = Nicht da seit: { $when }.
pods-failures =
    { $count ->
        [one] { $count } Fehlschlag.
       *[other] { $count } Fehlschläge in Folge.
    }
pods-next = Nächster Versuch: { $when }.
pods-why-status = Er antwortete mit dem Fehler { $status }.
pods-why-slow = Es dauerte zu lange.
pods-why-address = Zu seiner Adresse verbindet sich dieser Pod nicht.
pods-why-form = Er antwortete etwas, das hier nicht gelesen wird.
pods-why-unreachable = Er war nicht zu erreichen.
pods-intake =
    Gekommen und noch nicht bearbeitet: { $count ->
        [one] { $count } Brief
       *[other] { $count } Briefe
    }, { $size }. Von einem Pod werden höchstens { $most } in der Minute genommen.
people-home = Auf einem anderen Pod: { $host }
post-origin = Wo es geschrieben wurde
pods-none = Noch kein anderer Pod
pods-none-text = Sobald jemand hier eine Person eines anderen Pods sucht oder von dort gefunden wird, steht dieser Pod hier.
pods-not-found = Kein solcher Pod
pods-not-found-text = Kein Pod passt zu dem, was du suchst.
pods-all = Alle Pods
pods-try = Jetzt versuchen
pods-trying = Was für diesen Pod wartet, wird gerade gesendet.
pods-ask = Nach Software fragen
pods-asking = Der Pod wird gefragt. Sieh gleich noch einmal nach.
pods-people-there = Dort bekannte Menschen
pods-nobody = Von dort ist hier niemand bekannt.
blocks-title = Sperren
blocks-lead = Mit wem gesperrt ist, hat dieser Pod nichts zu tun: Nichts kommt herein, nichts geht hinaus, und nichts davon wird gezeigt. Was hier ist, bleibt und ist wieder zu sehen, wenn die Sperre aufgehoben wird.
blocks-search = Name oder Grund
blocks-count =
    { $count ->
        [one] { $count } Sperre
       *[other] { $count } Sperren
    }
blocks-who = Wer
blocks-with-below = und alle darunter
blocks-new = Einen Pod oder eine Person sperren
blocks-name = Host oder diaspora-ID
blocks-name-hint = Zum Beispiel pod.example, oder jemand@pod.example für eine Person.
blocks-below = Auch alle Hosts darunter
blocks-reason = Grund
blocks-reason-hint = Für das Protokoll; er steht auch in der Liste, die du anderen gibst.
blocks-add = Sperren
blocks-add-sure = Sperren? Von dort kommt nichts mehr, dorthin geht nichts mehr, und wartende Briefe werden verworfen.
blocks-added = Gesperrt.
blocks-lift = Sperre aufheben
blocks-lift-sure = Sperre aufheben? Was hier war, ist wieder zu sehen.
blocks-lifted = Die Sperre ist aufgehoben.
blocks-is = Dieser Pod ist gesperrt.
blocks-covered = Dieser Pod ist mit { $name } gesperrt.
blocks-none = Niemand ist gesperrt
blocks-none-text = Sperre unten einen Pod oder eine Person, oder übernimm die Liste eines anderen Pods.
blocks-not-found = Keine solche Sperre
blocks-not-found-text = Keine Sperre passt zu dem, was du suchst.
blocks-lists = Listen
blocks-lists-text = Pods geben einander Listen, wen sie sperren. Du siehst, was eine Liste täte, bevor sie es tut.
blocks-file = Datei
blocks-paste = Oder füge die Liste hier ein
blocks-list-hint = CSV, wie andere Pods es ausgeben, oder ein Host je Zeile.
blocks-preview = Erst ansehen
blocks-export = Unsere Liste herunterladen
blocks-list = Was die Liste täte
blocks-list-text = Noch ist nichts geschehen. Jeder Host würde mit allen Hosts darunter gesperrt.
blocks-list-new =
    { $count ->
        [one] { $count } würde gesperrt
       *[other] { $count } würden gesperrt
    }
blocks-list-already =
    { $count ->
        [one] { $count } ist schon gesperrt oder steht doppelt da
       *[other] { $count } sind schon gesperrt oder stehen doppelt da
    }
blocks-list-milder =
    { $count ->
        [one] { $count } wird nicht übernommen: Die Liste will ihn nur weniger zeigen, dieser Pod sperrt ganz oder gar nicht
       *[other] { $count } werden nicht übernommen: Die Liste will sie nur weniger zeigen, dieser Pod sperrt ganz oder gar nicht
    }
blocks-list-obfuscated =
    { $count ->
        [one] { $count } wird nicht übernommen: Die Liste verbirgt den Namen
       *[other] { $count } werden nicht übernommen: Die Liste verbirgt die Namen
    }
blocks-list-own =
    { $count ->
        [one] { $count } wird nicht übernommen: Es ist dieser Pod
       *[other] { $count } werden nicht übernommen: Sie sind dieser Pod
    }
blocks-list-unclear =
    { $count ->
        [one] { $count } ist nicht zu verstehen
       *[other] { $count } sind nicht zu verstehen
    }
blocks-list-more =
    { $count ->
        [one] und { $count } weiterer
       *[other] und { $count } weitere
    }
blocks-list-do =
    { $count ->
        [one] { $count } sperren
       *[other] { $count } sperren
    }
blocks-list-nothing = Es gibt nichts Neues zu sperren.
blocks-imported = Die Liste ist übernommen.
error-pod-name = Das ist weder ein Host noch eine diaspora-ID. Schreibe pod.example oder jemand@pod.example.
error-pod-own = Das ist dein eigener Pod. Er kann weder sich noch seine Leute sperren; Konten sperrst du auf der Seite „Menschen“.
error-pod-taken = Das ist schon gesperrt.
error-pod-reason = Der Grund ist zu lang oder nicht zu lesen: höchstens { $most } Zeichen in einer Zeile.
error-pod-list-empty = Diese Liste ist leer. Wähle eine Datei, oder füge die Liste in das Feld ein.
error-pod-list-long = Diese Liste ist zu lang: höchstens { $most } Zeilen. Übernimm sie in Teilen.
error-person-blocked = Die Verwaltung dieses Pods hat diese Person oder ihren Pod gesperrt.
admin-act-block = { $subject } gesperrt
admin-act-unblock = Sperre von { $subject } aufgehoben
admin-act-block-list = Eine Liste von Sperren übernommen; neu: { $subject }
