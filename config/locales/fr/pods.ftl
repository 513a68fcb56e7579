# Les autres pods : leur état, et qui est bloqué.

pods-title = Pods
pods-lead = Les autres pods que celui-ci connaît.
pods-search = Hôte ou logiciel
pods-state = État
pods-state-any = Tous
pods-state-well = En ordre
pods-state-away = Absent
pods-state-blocked = Bloqué
pods-sort = Ordre
pods-sort-name = Par nom
pods-sort-heard = Dernier contact d’abord
pods-sort-met = Les plus récents d’abord
pods-sort-people = Le plus de personnes d’abord
pods-sort-waiting = Le plus de lettres en attente d’abord
pods-sort-failures = Le plus d’échecs d’abord
pods-count =
    { $count ->
        [one] { $count } pod
       *[other] { $count } pods
    }
pods-pod = Pod
pods-people = Personnes
pods-waiting = Lettres en attente
pods-bytes = Place qu’elles prennent
pods-pace = Lettres par seconde pendant le rattrapage
pods-contact = Dernier contact
pods-came = Dernière nouvelle
pods-reached = Atteint pour la dernière fois
pods-came-when = Nouvelle : { $when }
pods-reached-when = Atteint : { $when }
pods-never = jamais
pods-met = Première rencontre
pods-asked = Interrogé sur son logiciel
pods-since = Absent depuis : { $when }.
pods-failures =
    { $count ->
        [one] { $count } échec.
       *[other] { $count } échecs de suite.
    }
pods-next = Prochain essai : { $when }.
pods-why-status = Il a répondu par l’erreur { $status }.
pods-why-slow = Cela a pris trop de temps.
pods-why-address = Son adresse n’est pas de celles auxquelles ce pod se connecte.
pods-why-form = Il a répondu quelque chose qui n’est pas lu ici.
pods-why-unreachable = Il n’a pas pu être joint.
pods-intake =
    Arrivé et pas encore traité : { $count ->
        [one] { $count } lettre
       *[other] { $count } lettres
    }, { $size }. Au plus { $most } par minute sont prises d’un même pod.
people-home = Sur un autre pod : { $host }
post-origin = Là où c’est écrit
pods-none = Pas encore d’autre pod
pods-none-text = Dès que quelqu’un ici cherche une personne d’un autre pod, ou est trouvé de là-bas, ce pod apparaît ici.
pods-not-found = Aucun pod de ce genre
pods-not-found-text = Aucun pod ne correspond à ce que vous cherchez.
pods-all = Tous les pods
pods-try = Essayer maintenant
pods-trying = Ce qui attend pour ce pod est en cours d’envoi.
pods-ask = Demander son logiciel
pods-asking = Le pod est interrogé. Regardez de nouveau dans un instant.
pods-people-there = Personnes connues là-bas
pods-nobody = Personne de là-bas n’est connu ici.
blocks-title = Blocages
blocks-lead = Avec qui est bloqué, ce pod n’a rien à faire : rien n’entre, rien ne sort, et rien n’en est montré. Ce qui est ici reste, et se voit de nouveau quand le blocage est levé.
blocks-search = Nom ou raison
blocks-count =
    { $count ->
        [one] { $count } blocage
       *[other] { $count } blocages
    }
blocks-who = Qui
blocks-with-below = et tout ce qui est au-dessous
blocks-new = Bloquer un pod ou une personne
blocks-name = Hôte ou identifiant diaspora
blocks-name-hint = Par exemple pod.example, ou quelquun@pod.example pour une personne.
blocks-below = Aussi tous les hôtes au-dessous
blocks-reason = Raison
blocks-reason-hint = Pour le journal ; elle figure aussi dans la liste que vous donnez aux autres.
blocks-add = Bloquer
blocks-add-sure = Bloquer ? Plus rien n’en vient, plus rien n’y va, et les lettres en attente sont jetées.
blocks-added = Bloqué.
blocks-lift = Lever le blocage
blocks-lift-sure = Lever le blocage ? Ce qui était ici se voit de nouveau.
blocks-lifted = Le blocage est levé.
blocks-is = Ce pod est bloqué.
blocks-covered = Ce pod est bloqué avec { $name }.
blocks-none = Personne n’est bloqué
blocks-none-text = Bloquez un pod ou une personne ci-dessous, ou reprenez la liste d’un autre pod.
blocks-not-found = Aucun blocage de ce genre
blocks-not-found-text = Aucun blocage ne correspond à ce que vous cherchez.
blocks-lists = Listes
blocks-lists-text = Les pods se donnent des listes de ceux qu’ils bloquent. Vous voyez ce que ferait une liste avant qu’elle le fasse.
blocks-file = Fichier
blocks-paste = Ou mettez la liste ici
blocks-list-hint = CSV comme d’autres pods le donnent, ou un hôte par ligne.
blocks-preview = Regarder d’abord
blocks-export = Télécharger notre liste
blocks-list = Ce que ferait la liste
blocks-list-text = Rien n’a encore été fait. Chaque hôte serait bloqué avec tous les hôtes au-dessous.
blocks-list-new =
    { $count ->
        [one] { $count } serait bloqué
       *[other] { $count } seraient bloqués
    }
blocks-list-already =
    { $count ->
        [one] { $count } est déjà bloqué, ou figure deux fois
       *[other] { $count } sont déjà bloqués, ou figurent deux fois
    }
blocks-list-milder =
    { $count ->
        [one] { $count } n’est pas repris : la liste demande seulement de le montrer moins, et ce pod bloque ou ne bloque pas
       *[other] { $count } ne sont pas repris : la liste demande seulement de les montrer moins, et ce pod bloque ou ne bloque pas
    }
blocks-list-obfuscated =
    { $count ->
        [one] { $count } n’est pas repris : la liste cache son nom
       *[other] { $count } ne sont pas repris : la liste cache leurs noms
    }
blocks-list-own =
    { $count ->
        [one] { $count } n’est pas repris : c’est ce pod
       *[other] { $count } ne sont pas repris : c’est ce pod
    }
blocks-list-unclear =
    { $count ->
        [one] { $count } n’est pas compris
       *[other] { $count } ne sont pas compris
    }
blocks-list-more =
    { $count ->
        [one] et { $count } de plus
       *[other] et { $count } de plus
    }
blocks-list-do =
    { $count ->
        [one] En bloquer { $count }
       *[other] En bloquer { $count }
    }
blocks-list-nothing = Il n’y a rien de nouveau à bloquer.
blocks-imported = La liste est reprise.
error-pod-name = Ce n’est ni un hôte ni un identifiant diaspora. Écrivez pod.example ou quelquun@pod.example.
error-pod-own = C’est votre propre pod. Il ne peut bloquer ni lui-même ni ses membres ; les comptes se verrouillent sur la page des personnes.
error-pod-taken = C’est déjà bloqué.
error-pod-reason = La raison est trop longue, ou illisible : { $most } caractères au plus, sur une ligne.
error-pod-list-empty = Cette liste est vide. Choisissez un fichier, ou mettez la liste dans le champ.
error-pod-list-long = Cette liste est trop longue : { $most } lignes au plus. Reprenez-la en plusieurs fois.
error-person-blocked = L’administration de ce pod a bloqué cette personne ou son pod.
admin-act-block = A bloqué { $subject }
admin-act-unblock = A levé le blocage de { $subject }
admin-act-block-list = A repris une liste de blocages ; nouveaux : { $subject }
