# What cannot be about passwords, addresses, codes and closing.

error-password-wrong = Ce n’est pas votre mot de passe. Essayez encore.
error-password-short = Au moins { $least } caractères, s’il vous plaît.
error-password-long = Au plus { $most } caractères, s’il vous plaît.
error-password-common = Ce mot de passe est de ceux qu’on essaie en premier. Choisissez-en un autre.
error-password-like-name = C’est trop proche de votre nom ou de votre adresse. Choisissez-en un autre.
error-passwords-differ = Les deux ne sont pas identiques. Tapez encore le nouveau mot de passe.
error-email-unfit = Nous ne pouvons pas écrire à cette adresse e-mail. Cherchez une faute de frappe ou prenez-en une autre.
error-email-same = C’est déjà votre adresse.
error-link-gone = Ce lien a servi ou est trop ancien. Demandez-en un nouveau.
error-code-wrong = Ce code n’est pas le bon ou a déjà servi. Attendez le suivant.
error-second-step-on = La seconde étape est déjà activée.
error-last-administrator = Vous êtes seul à administrer ce pod. Nommez d’abord quelqu’un d’autre.
error-no-such-choice = Ce choix n’existe pas. Choisissez-en un sur la page.
