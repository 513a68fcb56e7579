# Contacts, aspects, ignorer.

people-contacts = Contacts
people-contacts-lead = Les personnes d’un aspect reçoivent ce que vous y partagez à partir de ce moment. Personne ne voit vos aspects ni qui s’y trouve.
people-requests = Ces personnes veulent vous suivre
people-requests-lead = Qui vous suit depuis le fédivers reçoit vos messages publics.
people-request-accept = Accepter
people-request-refuse = Refuser
people-request-accepted = Cette personne vous suit désormais.
people-request-refused = Cette personne ne vous suit pas.
people-find = Chercher un contact
people-find-hint =
    { $count ->
        [one] Chercher dans { $count } contact
       *[other] Chercher dans { $count } contacts
    }
people-tabs = Aspects
people-all = Tous { $count }
people-in = { $name } { $count }
people-only-sharing = Partagent seulement avec vous { $count }
people-all-contacts = Tous les contacts
people-no-aspect = Dans aucun aspect : ne voit que vos messages publics
people-mutual = Vous partagez l’un avec l’autre
people-shares-with-you = Partage avec vous
people-you-share = Vous partagez avec cette personne
people-page = Page { $page } sur { $pages }
people-previous = Précédente
people-next = Suivante
people-empty = Vous n’avez pas encore de contacts
people-empty-text = Cherchez des personnes que vous connaissez et mettez-les dans un aspect, ou invitez quelqu’un sur ce pod.
people-empty-action = Trouver des personnes
people-empty-search = Aucun contact ne porte ce nom
people-empty-search-text = La recherche du pod trouve aussi les personnes qui ne sont pas vos contacts.
people-search-pod = Chercher sur tout le pod
people-empty-aspect = Personne n’est dans cet aspect
people-empty-aspect-text = Choisissez « Aspects » à côté d’un contact pour l’y mettre.
people-empty-sharing = Tous ceux qui partagent avec vous sont dans un de vos aspects
people-empty-sharing-text = Celui qui commence à partager avec vous sans être dans un de vos aspects apparaît ici.
people-aspects-of = Aspects de { $name }
people-aspects-saved = Enregistré. Cette personne reçoit désormais ce que vous partagez avec ces aspects.
people-aspect-new = Nouvel aspect
people-aspect-edit = Modifier l’aspect
people-aspect-lead = Un aspect est un groupe de personnes que vous seul connaissez.
people-aspect-name = Nom
people-aspect-name-hint =
    { $count ->
        [one] Au plus { $count } caractère. Vous seul le voyez.
       *[other] Au plus { $count } caractères. Vous seul le voyez.
    }
people-aspect-hue = Couleur
people-hue = Couleur { $number }
people-aspect-chosen = Choisi pour les nouveaux messages
people-aspect-chosen-hint = Cet aspect est coché dès que vous commencez à écrire.
people-aspect-place = Ordre
people-aspect-place-lead = La place de l’aspect dans vos listes.
people-aspect-up = Monter
people-aspect-down = Descendre
people-aspect-delete = Supprimer l’aspect
people-aspect-delete-lead = Ce que cela signifie vous est dit avant.
people-aspect-delete-ask = Supprimer cet aspect…
people-aspect-made = L’aspect est là. Mettez-y maintenant des personnes.
people-aspect-changed = L’aspect est modifié.
people-aspect-deleted = L’aspect est supprimé.
people-delete-people =
    { $count ->
        [0] Personne n’est dans cet aspect.
        [one] { $count } personne est dans cet aspect.
       *[other] { $count } personnes sont dans cet aspect.
    }
people-delete-alone =
    { $count ->
        [one] { $count } d’entre elles n’est dans aucun autre de vos aspects : vous cessez de partager avec elle, et elle ne reçoit plus rien. Personne n’en est averti.
       *[other] { $count } d’entre elles ne sont dans aucun autre de vos aspects : vous cessez de partager avec elles, et elles ne reçoivent plus rien. Personne n’en est averti.
    }
people-delete-share-back = Celui qui commence à partager avec vous entre de lui-même dans cet aspect. Cela prend fin.
people-delete-posts = Les messages que vous y avez partagés restent chez ceux qui les ont.
people-ignore = Ignorer
people-ignore-title = Ignorer { $name } ?
people-ignore-unshares = Cette personne quitte tous vos aspects : elle ne reçoit plus rien de ce que vous partagez.
people-ignore-hides = Ses messages ne sont plus dans vos flux, et rien de ce qu’elle fait ne vous est notifié.
people-ignore-keeps = Elle garde les messages qu’elle a déjà et voit toujours vos messages publics.
people-ignore-quiet = Elle n’en est pas avertie.
people-ignoring = Vous ignorez désormais cette personne.
people-not-ignoring = Vous n’ignorez plus cette personne. Elle n’est dans aucun de vos aspects.
people-unignore = Ne plus ignorer
people-unignore-name = Ne plus ignorer { $name }
people-ignored = Personnes que vous ignorez
people-ignored-lead = Leurs messages ne sont pas dans vos flux. Elles n’en savent rien.
people-ignored-since = Ignorée depuis : { $when }
people-ignored-empty = Vous n’ignorez personne
people-ignored-empty-text = Le menu de la page d’une personne permet de l’ignorer.
people-ignored-first = Vous ignorez cette personne. Cessez de l’ignorer avant de la mettre dans un aspect.
people-look = Vérifier à nouveau
people-look-title = Demander à son pod son nom et son image
people-looked = Son pod a été consulté : le nom et l’image sont ceux qu’il donne.
people-looked-just-now = Son pod vient d’être consulté. Réessayez dans une minute.
people-looked-away = Son pod ne répond pas pour le moment.
people-looked-other = Son pod ne dit plus qu’il s’agit de cette personne. Ce qui est connu ici reste inchangé.
people-doubt = Depuis le { $when }, son pod annonce une autre identité pour cette personne. Elle a été refusée : ce qui est connu ici reste.
