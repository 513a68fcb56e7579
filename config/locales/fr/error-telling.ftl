# Refus sur les avis.

error-telling-choice = Ce choix n’existe pas.
error-telling-zone = Ce lieu n’est pas dans la liste. Choisissez-en un.
error-telling-quiet = Indiquez deux heures différentes.
error-telling-device = Ce navigateur dit de lui ce qui ne peut être. Réessayez.
error-telling-devices = Il y a déjà autant d’appareils prévenus que possible. Retirez-en un d’abord.
