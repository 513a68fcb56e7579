# Letters. Of each: subject, words, perhaps the words of its link, perhaps more.

mail-greeting = Bonjour { $name },
mail-foot = Écrit par { $pod }, parce que vous y avez un compte ou que quelqu’un a donné votre adresse.

mail-reset-subject = Un nouveau mot de passe pour { $pod }
mail-reset-words = Quelqu’un, vous sans doute, a demandé un nouveau mot de passe pour votre compte sur { $pod }. Le lien sert une seule fois, pendant une heure.
mail-reset-link = Choisir un nouveau mot de passe
mail-reset-more = Si ce n’était pas vous, ne faites rien : votre mot de passe reste le même.

mail-already-here-subject = Vous avez déjà un compte sur { $pod }
mail-already-here-words = Quelqu’un, vous sans doute, a voulu rejoindre { $pod } avec cette adresse. Elle a déjà un compte, rien n’a donc changé.
mail-already-here-link = J’ai oublié mon mot de passe
mail-already-here-more = Si ce n’était pas vous, ne faites rien.

mail-application-accepted-subject = Bienvenue sur { $pod }
mail-application-accepted-words = Votre demande a été acceptée. Vous pouvez vous connecter.
mail-application-accepted-link = Se connecter

mail-application-declined-subject = Votre demande à { $pod }
mail-application-declined-words = Votre demande pour rejoindre { $pod } a été refusée. Il existe d’autres pods ; de chacun d’eux vous pouvez parler avec les gens d’ici.

mail-new-application-subject = Quelqu’un veut rejoindre { $pod }
mail-new-application-words = { $username } veut rejoindre { $pod } et attend une réponse.
mail-new-application-link = Voir les demandes

mail-new-device-subject = Un nouvel appareil sur votre compte
mail-new-device-words = Quelqu’un, vous sans doute, s’est connecté à votre compte sur { $pod } avec un nouvel appareil : { $device }.
mail-new-device-link = Voir où vous êtes connecté
mail-new-device-more = Si ce n’était pas vous, déconnectez cet appareil et changez votre mot de passe.

mail-password-changed-subject = Votre mot de passe a changé
mail-password-changed-words = Le mot de passe de votre compte sur { $pod } a été changé. Tous les autres appareils ont été déconnectés.
mail-password-changed-link = Voir la sécurité de votre compte
mail-password-changed-more = Si ce n’était pas vous, choisissez « Mot de passe oublié » à la connexion et reprenez votre compte.

mail-email-confirm-subject = Est-ce votre adresse ?
mail-email-confirm-words = Quelqu’un, vous sans doute, veut utiliser cette adresse pour un compte sur { $pod }. Le lien sert une seule fois, pendant un jour.
mail-email-confirm-link = Utiliser cette adresse
mail-email-confirm-more = Si ce n’était pas vous, ne faites rien : l’adresse ne sera pas utilisée.

mail-email-changed-subject = L’adresse de votre compte a changé
mail-email-changed-words = Votre compte sur { $pod } a maintenant une autre adresse e-mail. Celle-ci ne recevra plus de lettres.
mail-email-changed-link = Ce n’était pas moi : reprendre cette adresse
mail-email-changed-more = Le lien sert une seule fois, pendant trois jours. Il déconnecte aussi tous les appareils ; choisissez ensuite un nouveau mot de passe.

mail-codes-locked-subject = Trop de codes faux
mail-codes-locked-words = Quelqu’un qui connaît votre mot de passe sur { $pod } a essayé beaucoup de codes faux. Pendant un moment, aucun code n’est accepté.
mail-codes-locked-link = Voir la sécurité de votre compte
mail-codes-locked-more = Si ce n’était pas vous, changez bientôt votre mot de passe. Attendez un quart d’heure avant de vous reconnecter.

mail-second-step-on-subject = Un code est demandé désormais
mail-second-step-on-words = Votre compte sur { $pod } demande désormais un code en plus du mot de passe. Tous les autres appareils ont été déconnectés.
mail-second-step-on-link = Voir la sécurité de votre compte
mail-second-step-on-more = Si ce n’était pas vous, choisissez « Mot de passe oublié » à la connexion et écrivez à qui tient le pod.

mail-second-step-off-subject = Aucun code n’est plus demandé
mail-second-step-off-words = Votre compte sur { $pod } ne demande plus de code en plus du mot de passe. Tous les autres appareils ont été déconnectés.
mail-second-step-off-link = Voir la sécurité de votre compte
mail-second-step-off-more = Si ce n’était pas vous, changez votre mot de passe maintenant et réactivez la seconde étape.

mail-account-closing-subject = Votre compte est fermé
mail-account-closing-words = Votre compte sur { $pod } est fermé. Plus personne ne voit rien de vous. Dans sept jours, tout ce qu’il contient sera supprimé pour de bon.
mail-account-closing-link = Se connecter pour le rouvrir
mail-account-closing-more = Si ce n’était pas vous, connectez-vous, rouvrez-le et changez votre mot de passe.
mail-account-shut-subject = La modération a fermé votre compte
mail-account-shut-words = La modération de { $pod } a fermé votre compte. Plus personne ne voit quoi que ce soit de vous, et dans sept jours tout ce qu’il contient est supprimé pour de bon.
mail-account-shut-more = Vous ne pouvez pas le rouvrir. Si vous pensez que c’était une erreur, écrivez à qui gère le pod.
mail-account-given-back-subject = Votre compte est rouvert
mail-account-given-back-words = Les personnes qui gèrent { $pod } ont rouvert votre compte. Tout est comme avant.
mail-account-given-back-link = Se connecter

mail-account-closed-subject = Votre compte est supprimé
mail-account-closed-words = Tout ce que votre compte sur { $pod } contenait est supprimé, cette adresse aussi. Votre nom reste pris, pour que personne ne se fasse passer pour vous. Adieu.

mail-account-reopened-subject = Votre compte est de nouveau ouvert
mail-account-reopened-words = Quelqu’un, vous sans doute, s’est connecté et a rouvert votre compte sur { $pod }. Tout est comme avant.
mail-account-reopened-more = Si ce n’était pas vous, choisissez « Mot de passe oublié » à la connexion et reprenez votre compte.
mail-account-moved-subject = Vous avez déménagé vers un autre pod
mail-account-moved-words = Votre compte sur { $pod } mène désormais à { $to }, et toutes les personnes qui vous connaissent l’apprennent. Dans sept jours, tout ce qu’il contient sera supprimé pour de bon.
mail-account-moved-more = Si ce n’était pas vous, écrivez tout de suite à qui gère le pod.

mail-test-subject = Les lettres arrivent
mail-test-words = { $pod } peut envoyer des lettres. Vous avez demandé celle-ci vous-même.
