# Le cadre de chaque page et les textes du JavaScript. « # » représente un nombre.

layout-skip = Aller au contenu
layout-search-hint = Chercher des personnes, #tags, publications
layout-search-label = Chercher des personnes, des tags et des publications
layout-search = Recherche
layout-account = Compte
layout-main = Navigation principale
layout-menu = Votre compte
layout-notifications =
    { $count ->
        [0] Notifications, aucune non lue
        [one] Notifications, { $count } non lue
       *[other] Notifications, { $count } non lues
    }
layout-notifications-many = Notifications, # non lues
layout-streams = Flux
layout-stream = Flux
layout-activity = Mon activité
layout-mentions = Mentions
layout-tags = Tags suivis
layout-public = Publications publiques
layout-local = Sur ce pod
layout-aspects = Aspects
layout-aspects-of = Aspects de { $name }
layout-new-aspect = Nouvel aspect
layout-people =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
layout-people-nav = Personnes
layout-contacts = Contacts
layout-invite = Inviter quelqu’un
layout-admin = Ce pod
layout-applications =
    { $count ->
        [one] { $count } demande en attente
       *[other] { $count } demandes en attente
    }
layout-post = Écrire
layout-you = Vous
layout-profile = Votre profil
layout-settings = Paramètres
layout-sign-in = Se connecter
layout-sign-out = Se déconnecter
layout-pod = { $name } est un pod Samara.
layout-pager = Suite
layout-save = Enregistrer
layout-cancel = Annuler
layout-close = Fermer
layout-undo = Annuler
layout-changed = Enregistré.
layout-copied = Copié.
layout-loading = Chargement…
layout-failed = Le pod n’a pas répondu. Réessayez dans un instant.
layout-working = Un instant…
layout-new-posts =
    { $count ->
        [one] { $count } nouvelle publication
       *[other] { $count } nouvelles publications
    }
layout-new-posts-many = # nouvelles publications
layout-crop-zoom = Agrandir
layout-crop-hint = Déplacez l’image avec la souris, le doigt ou les flèches du clavier.
layout-theme = Clair ou sombre
layout-theme-system = Comme le système
layout-theme-light = Clair
layout-theme-dark = Sombre
layout-keys = Clavier
layout-key-move = Publication suivante et précédente
layout-key-open = Ouvrir la publication
layout-key-like = J’aime
layout-key-comment = Commenter
layout-key-reshare = Repartager
layout-key-new = Écrire une publication
layout-key-search = Chercher
layout-key-share = Partager ce que vous avez écrit
layout-key-help = Afficher ces touches
layout-keys-on = Utiliser ces touches sur cet appareil
layout-messages =
    { $count ->
        [0] Conversations
        [one] Conversations, { $count } non lue
       *[other] Conversations, { $count } non lues
    }
layout-messages-many = Conversations, # non lues
