# Cartes des liens et vidéos d’autres serveurs.

preview-play = Lire
preview-warning = Votre navigateur parlera alors à { $host }, qui verra votre adresse et que vous venez de ce pod.
preview-talking = Votre navigateur parle maintenant à { $host }. Cela s’arrête quand vous quittez cette page.
preview-ask = Lire ici ?
preview-open = Ouvrir sur { $host }
preview-remove = Retirer la carte du lien
preview-removed = La carte est retirée. Le lien lui-même reste.
preview-link = Lien
preview-none = Pas de carte pour le lien
preview-none-hint = Le pod ne demande pas où mène le lien.
settings-links-title = Liens
settings-links-make = Faire des cartes pour les liens de mes publications
settings-links-make-hint = Dès que vous partagez, le pod demande à la page son titre et son image. La page n’apprend pas qui vous êtes.
settings-links-show = Me montrer les cartes des liens
settings-links-show-hint = Leurs images passent par votre pod.
