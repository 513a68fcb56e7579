# Getting in: the front page, joining, signing in, a forgotten password, invitations.

account-aspect-family = Famille
account-aspect-friends = Amis
account-aspect-work = Travail
account-aspect-acquaintances = Connaissances
account-login = Nom d’utilisateur ou e-mail
account-username = Nom d’utilisateur
account-username-hint = Minuscules, chiffres, points, tirets et tirets bas. Il ne pourra pas être changé.
account-email = E-mail
account-email-hint = Pour un mot de passe oublié. Personne d’autre ne la voit.
account-password = Mot de passe
account-password-hint = Au moins 8 caractères. Quelques mots à la suite conviennent bien.
account-application = Qui êtes-vous ?
account-application-hint = Quelques mots à qui gère ce pod et décide qui le rejoint.
account-website = Laissez ceci vide
account-sign-in = Se connecter
account-join = Rejoindre
account-tabs = Se connecter ou rejoindre
account-forgotten = Mot de passe oublié ?
account-how-invitation = On le rejoint sur invitation.
account-how-approval = Qui veut le rejoindre en fait la demande.
account-how-open = Tout le monde peut le rejoindre.
account-join-closed = On rejoint ce pod sur invitation. Demandez un lien à quelqu’un qui s’y trouve.
account-invited-by = { $name } vous invite.
account-welcome-title = Dites-le à ceux à qui cela s’adresse.
account-welcome-lead = Rangez les gens que vous connaissez dans des aspects : famille, amis, équipe. Chaque publication va aux aspects que vous choisissez, et personne d’autre ne peut l’ouvrir.
account-welcome-exactly = Voyez exactement qui recevra une publication, avant de la partager et après.
account-welcome-aspects = Personne ne voit vos aspects ni qui s’y trouve.
account-welcome-private = Ni publicité ni pistage. Votre navigateur ne contacte que ce pod.
account-welcome-pod =
    { $count ->
        [one] { $pod } est un pod où se trouve { $count } personne.
       *[other] { $pod } est un pod où se trouvent { $count } personnes.
    }
account-welcome-by = Il est géré par
account-code = Code
account-code-hint = Six chiffres de votre application, ou un de vos codes de secours.
account-code-title = La deuxième étape
account-code-lead = Le mot de passe est bon. Maintenant le code, dans les cinq minutes.
account-sign-in-again = Recommencer
account-second-step-over = Plus de cinq minutes ont passé. Connectez-vous de nouveau.
account-reopen-title = Votre compte est en cours de fermeture
account-reopen-lead = Vous l’avez fermé il y a peu. Il peut encore être rouvert, avec tout ce qu’il contient.
account-reopen = Le rouvrir
account-reopen-not = Le laisser fermé
account-reopened = Votre compte est rouvert.
account-signed-out = Vous êtes déconnecté.
account-forgotten-title = Un nouveau mot de passe
account-forgotten-lead = Indiquez votre adresse e-mail. Si un compte l’utilise, une lettre avec un lien y est envoyée ; il vaut une heure.
account-forgotten-send = Envoyer le lien
account-reset-sent = Si un compte utilise cette adresse, une lettre est en route. Regardez votre courrier, indésirables compris.
account-reset-title = Choisissez un nouveau mot de passe
account-reset-lead = Tous vos appareils seront déconnectés. Connectez-vous ensuite avec le nouveau mot de passe.
account-reset-set = Enregistrer le mot de passe
account-password-set = Votre mot de passe est enregistré. Connectez-vous avec lui.
account-joined = Vous y êtes. Une lettre part vers votre adresse : ouvrez son lien, pour pouvoir vous connecter avec elle et recevoir un nouveau mot de passe.
account-applied = Votre demande est chez qui gère ce pod. Une lettre part vers votre adresse : ouvrez son lien, pour que nous puissions vous écrire la réponse.
account-invite-title = Inviter quelqu’un
account-invite-lead = Donnez un lien à des gens que vous connaissez. Qui l’ouvre peut rejoindre ce pod.
account-invite-approval = Qui gère le pod a le dernier mot.
account-invite-new = Un nouveau lien
account-invite-link = Invitation
account-invite-note = Pour qui
account-invite-note-hint = Vous seul voyez ceci.
account-invite-uses = Combien peuvent l’utiliser (1 à 25)
account-invite-days = Pendant combien de jours (1 à 30)
account-invite-aspect = Qui rejoint va dans
account-invite-no-aspect = Aucun aspect
account-invite-aspect-hint = Vous partagez alors avec eux ce que vous partagez avec cet aspect.
account-invite-make = Créer le lien
account-invite-open =
    { $left ->
        [one] Vaut encore pour { $left } personne jusqu’au { $until }. Arrivées par lui : { $used }.
       *[other] Vaut encore pour { $left } personnes jusqu’au { $until }. Arrivées par lui : { $used }.
    }
account-invite-over = Ne laisse plus entrer personne. Arrivées par lui : { $used }.
account-invite-into = Qui rejoint va dans { $aspect }.
account-invite-copy = Copier
account-invite-qr = Code QR du lien d’invitation
account-invite-show-qr = Afficher en code QR
account-invite-revoke = Le reprendre
account-invite-remove = Retirer de la liste
account-invited = Le lien est créé. Donnez-le à ceux à qui il s’adresse.
account-invitation-revoked = Le lien ne laisse plus entrer personne.
