error-reshare-not-public = Seules les publications publiques peuvent être repartagées : celle-ci n’est pas pour tout le monde.
error-reshare-own = Cette publication est la vôtre. Les personnes qui vous suivent l’ont déjà vue.
error-reshare-again = Vous avez déjà repartagé cette publication.
error-reshare-gone = La publication montrée ici n’existe plus.
error-reshare-not-taken = La publication n’a pas été repartagée : vous ne pouvez pas repartager celle-ci.
