error-report-empty = Dites en quelques mots ce qui ne va pas, pour que quelqu’un puisse s’en occuper.
error-report-long =
    { $most ->
        [one] Un signalement peut avoir au plus { $most } caractère.
       *[other] Un signalement peut avoir au plus { $most } caractères.
    }
error-report-own = Ceci est de vous : vous pouvez le changer ou le supprimer.
error-report-again = Vous l’avez déjà signalé, et la modération va regarder.
error-report-done = Quelqu’un s’en est déjà occupé.
error-report-gone = Ce n’est plus là, donc impossible à supprimer.
error-report-elsewhere = Cette personne n’a pas de compte ici, donc c’est impossible.
error-report-moderators = Cette personne modère ou gère le pod : seule l’administration peut faire cela.
error-report-note-long = La phrase pour la personne visée peut avoir au plus { $most } caractères.
error-report-note-unreadable = La phrase pour la personne visée est illisible. Écrivez-la de nouveau.
error-report-left = Ce compte est déjà fermé.
error-report-passed = C’était déjà transmis.
error-report-no-server = Là où vit cette personne, aucun signalement n’est accepté.
