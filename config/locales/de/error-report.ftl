error-report-empty = Sag in wenigen Worten, was nicht stimmt, damit sich jemand darum kümmern kann.
error-report-long =
    { $most ->
        [one] Eine Meldung darf höchstens { $most } Zeichen haben.
       *[other] Eine Meldung darf höchstens { $most } Zeichen haben.
    }
error-report-own = Das ist von dir: Du kannst es selbst ändern oder löschen.
error-report-again = Das hast du schon gemeldet, und die Moderation wird es sich ansehen.
error-report-done = Darum hat sich schon jemand gekümmert.
error-report-gone = Es ist nicht mehr da und kann nicht gelöscht werden.
error-report-elsewhere = Diese Person hat hier kein Konto, darum geht das nicht.
error-report-moderators = Diese Person moderiert oder betreibt den Pod: Das kann nur die Administration.
error-report-note-long = Der Satz an die Person, die gemeint ist, darf höchstens { $most } Zeichen haben.
error-report-note-unreadable = Der Satz an die Person, die gemeint ist, lässt sich nicht lesen. Schreib ihn neu.
error-report-left = Dieses Konto ist schon geschlossen.
error-report-passed = Es wurde schon weitergegeben.
error-report-no-server = Wo diese Person zu Hause ist, werden keine Meldungen angenommen.
