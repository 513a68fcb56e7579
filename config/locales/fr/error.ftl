# Ce qui n’est pas possible, sur une page à part.

error-title = Cela n’a pas fonctionné
error-title-not-found = Il n’y a rien ici
error-not-found = Il n’y a rien à cette adresse, ou rien que vous puissiez voir.
error-visitor = Si quelqu’un l’a partagé avec vous, connectez-vous et ouvrez de nouveau l’adresse.
error-home = Vers la page d’accueil
error-sign-in = Connectez-vous pour continuer.
error-ask-password = Saisissez de nouveau votre mot de passe pour continuer.
error-stale-page = Cette page est restée ouverte longtemps, ou une nouvelle connexion a eu lieu depuis. Rien de ce que vous avez écrit n’est perdu : revenez en arrière, copiez votre texte et rechargez la page.
error-unreadable = Le pod n’a pas pu lire ce que votre navigateur a envoyé. Revenez en arrière, rechargez la page et réessayez.
error-too-large = C’est plus que ce que ce pod accepte en une fois. Revenez en arrière et envoyez quelque chose de plus petit.
error-disk-full = Ce pod n’a plus de place sur son disque en ce moment ; vous n’y êtes pour rien. Rien n’en a été gardé. Réessayez plus tard, ou dites-le aux personnes qui gèrent le pod.
error-too-often =
    { $minutes ->
        [one] Il y a eu trop d’essais. Réessayez dans { $minutes } minute.
       *[other] Il y a eu trop d’essais. Réessayez dans { $minutes } minutes.
    }
error-fault = Quelque chose s’est cassé sur ce pod ; vous n’y êtes pour rien. Réessayez dans une minute. Si cela persiste, donnez cet identifiant aux responsables du pod : { $id }
