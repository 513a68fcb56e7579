# Refusals about accounts.

error-join-closed = Personne ne peut rejoindre ce pod en ce moment.
error-invitation-only = On rejoint ce pod sur invitation. Demandez un lien à quelqu’un qui s’y trouve.
error-invitation-gone = Cette invitation est épuisée, reprise ou trop ancienne. Demandez-en une nouvelle.
error-username-empty = Choisissez un nom d’utilisateur.
error-username-long = Un nom d’utilisateur a au plus 32 caractères.
error-username-characters = N’utilisez que minuscules, chiffres, points, tirets et tirets bas ; pas de point au bord ni deux de suite.
error-username-taken = Ce nom n’est pas disponible. Choisissez-en un autre.
error-email-empty = Indiquez votre adresse e-mail.
error-email = Ce n’est pas une adresse que tout serveur comprend. Vérifiez les fautes de frappe.
error-email-taken = Un compte d’ici utilise cette adresse.
error-application-empty = Écrivez quelques mots, pour que nous sachions qui vous êtes.
error-application-long = Il y a place pour { $most } caractères au plus. Raccourcissez un peu.
error-text-unreadable = Une partie est illisible. Saisissez-la de nouveau.
error-sign-in-wrong =
    { $left ->
        [one] Le nom et le mot de passe ne vont pas ensemble. Il vous reste { $left } essai.
       *[other] Le nom et le mot de passe ne vont pas ensemble. Il vous reste { $left } essais.
    }
error-account-waiting = Votre demande n’a pas encore reçu de réponse. Qui gère ce pod décide.
error-account-locked = Ce compte a été bloqué par qui gère ce pod. Demandez-leur pourquoi.
error-account-shut = La modération de ce pod a fermé ce compte. Demandez pourquoi à qui gère le pod.
error-account-moved = Vous avez quitté ce compte pour un autre pod. Connectez-vous là-bas.
error-account-not-shut = Seul un compte fermé par la modération dans les sept derniers jours peut être rouvert ici.
error-account-gone = Ce compte a été fermé et ne peut plus être rouvert.
error-second-step-over = Plus de cinq minutes ont passé. Connectez-vous de nouveau.
error-note-long = La note contient au plus { $most } caractères.
error-invitation-uses = Un lien laisse entrer de 1 à 25 personnes.
error-invitation-days = Un lien dure de 1 à 30 jours.
error-invitations-many =
    { $most ->
        [one] Vous avez { $most } lien, il ne peut y en avoir plus. Reprenez-en un d’abord.
       *[other] Vous avez { $most } liens, il ne peut y en avoir plus. Reprenez-en un d’abord.
    }
error-pod-name-empty = Donnez un nom au pod.
error-pod-name-long = Le nom a au plus { $most } caractères.
error-join-way = Choisissez qui peut le rejoindre.
error-setup-key = Ce n’est pas la clé que le pod a affichée à son dernier démarrage. Regardez son terminal ou son journal.
error-set-up-already = Quelqu’un a été plus rapide : ce pod est préparé. Connectez-vous ou demandez une invitation.
error-password-name = Ce mot de passe ressemble à votre nom. Choisissez-en un autre.
