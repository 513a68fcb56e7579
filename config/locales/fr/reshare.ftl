# Repartages.

reshare-do = Repartager
reshare-mine = Repartagée
reshare-title = Repartager cette publication
reshare-lead = Toutes les personnes qui vous suivent la verront, avec le nom de qui l’a écrite.
reshare-word = Un mot de vous, si vous voulez
reshare-who = Ce que vous repartagez est public : tout le monde peut le lire, les moteurs de recherche aussi.
reshare-heading = Une publication repartagée
reshare-done = Vous avez repartagé la publication.
reshare-gone = La publication montrée ici n’existe plus.
reshare-ignored = Ici figure une publication d’une personne que vous ignorez.
reshare-refused = La personne qui l’a écrite ne souhaite pas être citée : sur d’autres serveurs, vos mots apparaissent sans cette publication.
reshare-count =
    { $count ->
        [one] { $count } repartage
       *[other] { $count } repartages
    }
reshare-also =
    { $count ->
        [one] Aussi repartagée par
       *[other] Aussi repartagée par
    }
reshare-also-more =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
reshare-also-many =
    { $count ->
        [one] { $count } autre personne l’a repartagée
       *[other] { $count } autres personnes l’ont repartagée
    }
