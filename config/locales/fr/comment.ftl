# Ce qui se dit sous une publication.

comment-count =
    { $count ->
        [one] { $count } commentaire
       *[other] { $count } commentaires
    }
comment-list = Commentaires
comment-write = Commenter
comment-label = Écrire un commentaire
comment-who-limited = Les personnes qui ont cette publication le verront.
comment-who-author = L’auteur de la publication le verra, ainsi que les personnes d’ici qui l’ont. Pour les autres, son serveur décide.
comment-here-only = Visible pour les personnes d’ici qui ont votre publication, pas pour celles d’autres serveurs
comment-who-pod = Tout le monde sur ce pod peut le voir.
comment-who-public = Tout le monde peut le lire.
comment-send = Commenter
comment-answer = Répondre
comment-answers = répond à { $name }
comment-answering = Vous répondez à { $name }.
comment-answer-not = Commenter plutôt la publication
comment-edit = Modifier
comment-edit-title = Modifier votre commentaire
comment-edit-what = Ce qui était écrit avant reste lisible pour toutes les personnes qui le voient.
comment-yours = Votre commentaire
comment-delete = Supprimer
comment-delete-title = Supprimer ce commentaire ?
comment-delete-what = Il est repris à toutes les personnes qui le voient. C’est définitif.
comment-history = Ce que le commentaire disait avant
comment-history-lead = Toutes les personnes qui voient le commentaire peuvent lire ceci.
comment-back = Retour au commentaire
comment-earlier = Commentaires précédents
comment-newest = Vers les commentaires les plus récents
comment-all = Afficher tous les commentaires
comment-follow = Me prévenir
comment-follow-title = Vous n’êtes pas prévenu des nouveaux commentaires. Appuyez pour l’être.
comment-mute-title = Vous êtes prévenu des nouveaux commentaires. Appuyez pour ne plus l’être.
comment-added = Votre commentaire est là.
comment-saved = Votre commentaire est modifié.
comment-deleted = Le commentaire est supprimé.
comment-followed = Vous serez prévenu de ce qui se dit encore ici.
comment-muted = Vous ne serez plus prévenu de ce qui se dit ici.
comment-new =
    { $count ->
        [one] { $count } nouveau commentaire
       *[other] { $count } nouveaux commentaires
    }
comment-new-many = # nouveaux commentaires
