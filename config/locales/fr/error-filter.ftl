error-filter-words = Saisissez un mot ou quelques-uns.
error-filter-long =
    { $most ->
        [one] Une suite de mots peut avoir { $most } caractère au plus.
       *[other] Une suite de mots peut avoir { $most } caractères au plus.
    }
error-filter-tag = Ce ne peut pas être un tag : seulement des lettres, des chiffres, - et _.
error-filter-person = Personne du nom de « { $name } » n’est connu ici.
error-filter-oneself = Vos propres publications ne sont jamais filtrées.
error-filter-language = Choisissez l’une des langues.
error-filter-many =
    { $most ->
        [one] Vous pouvez filtrer { $most } chose. Retirez-la d’abord.
       *[other] Vous pouvez filtrer { $most } choses. Retirez-en d’abord.
    }
