error-search-short = Saisissez au moins deux caractères.
error-search-long = Saisissez au plus { $most } caractères.
error-search-words = Cherchez au plus { $most } mots à la fois.
error-search-nothing = À cette adresse, il n’y a ni personne ni message public du fédivers.
error-search-away = Le serveur de cette adresse ne répond pas. Réessayez plus tard.
error-tag-none = Un tag se compose de lettres, de chiffres, de _ et de -, avec au moins une lettre ou un chiffre.
error-tag-many = Vous suivez { $most } tags, c’est le maximum. Cessez d’en suivre un avant d’en suivre un autre.
