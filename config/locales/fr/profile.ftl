# Profils : la page d’une personne et les réglages du sien.

profile-posts = Messages
profile-more = Plus
profile-add = Ajouter à un aspect
profile-in =
    { $count ->
        [one] { $name } et { $count } autre
       *[other] { $name } et { $count } autres
    }
profile-mention = Mentionner
profile-group-write = Écrire au groupe
profile-follow-waits = Vous les suivrez dès qu’ils l’auront accepté. Retirez-les de vos aspects si vous ne le voulez plus.
profile-edit = Modifier votre profil
profile-feed = Flux des messages publics
profile-ignored = Vous ignorez cette personne
profile-nsfw-mark = messages masqués
profile-empty = Rien ici pour vous pour l’instant
profile-empty-text = Ce que { $name } partage avec vous ou avec tous apparaît ici.
profile-empty-mine = Vous n’avez encore rien publié
profile-empty-mine-text = Écrivez votre premier message, pour tous ou seulement pour certains.
profile-write = Écrire un message
profile-settings = Profil
profile-saved = Enregistré.
profile-picture-saved = Votre image est changée.
profile-picture = Image
profile-picture-lead = Un carré que tous voient à côté de votre nom. Le lieu et la date de la prise de vue sont retirés.
profile-picture-file = Image de votre appareil (JPEG, PNG, GIF ou WebP, jusqu’à 10 Mo)
profile-picture-save = Utiliser cette image
profile-picture-remove = Retirer l’image
profile-public = Ce que tous voient
profile-public-lead = Votre nom, votre image, ces tags et votre identifiant sont publics.
profile-name = Nom
profile-most =
    { $count ->
        [one] Au plus { $count } caractère.
       *[other] Au plus { $count } caractères.
    }
profile-tags = Tags sur vous
profile-tags-hint =
    { $count ->
        [one] Au plus { $count } : #chorale
       *[other] Au plus { $count } : #chorale #levain
    }
profile-searchable = D’autres peuvent vous trouver
profile-searchable-hint = Dans la recherche et les suggestions. Vos contacts vous trouvent dans tous les cas.
profile-nsfw = Masquer mes messages
profile-nsfw-hint = Pour qui publie ce qui n’est pas fait pour tous les yeux : chaque message s’ouvre d’un clic.
profile-extended = À propos de vous
profile-extended-lead = Vous décidez qui voit cette partie.
profile-details = Qui la voit
profile-details-nobody = Personne
profile-details-contacts = Les personnes avec qui vous partagez
profile-details-everyone = Tous
profile-bio = À propos de vous
profile-bio-hint =
    { $count ->
        [one] Markdown, au plus { $count } caractère.
       *[other] Markdown, au plus { $count } caractères.
    }
profile-location = Lieu
profile-pronouns = Pronoms ou genre
profile-birthday = Anniversaire
profile-birthday-hint = Vous pouvez omettre l’année.
profile-day = Jour
profile-month = Mois
profile-year = Année
profile-see = Voir votre page
profile-sharing = Partage
profile-sharing-posts = Nouveaux messages
profile-sharing-posts-lead = Ce par quoi commence l’écriture. Vous pouvez le changer pour chaque message.
profile-reach-limited = Seulement les personnes que vous choisissez
profile-reach-pod = Tous sur ce pod
profile-reach-public = Tous
profile-sharing-aspects = Aspects cochés pour un message à des personnes choisies
profile-share-back = Partage en retour
profile-share-back-lead = Celui qui commence à partager avec vous entre de lui-même dans cet aspect et reçoit dès lors ce que vous y partagez.
profile-share-back-label = Aspect
profile-share-back-none = Aucun : je décide chaque fois
profile-follows = Abonnés du fédivers
profile-follows-lead = Qui vous suit depuis Mastodon ou un logiciel semblable reçoit vos messages publics. Ce que vous partagez avec des aspects, il ne le reçoit que s’il est dans l’un d’eux.
profile-follows-asked = Me demander avant que quelqu’un me suive
profile-follows-shown = Montrer aux autres serveurs qui me suit et qui je suis, et pas seulement combien
profile-ignored-list = Voir la liste
profile-alike = Personnes avec les mêmes tags
