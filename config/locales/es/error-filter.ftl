error-filter-words = Escribe una palabra o unas pocas.
error-filter-long =
    { $most ->
        [one] Una frase puede tener como mucho { $most } carácter.
       *[other] Una frase puede tener como mucho { $most } caracteres.
    }
error-filter-tag = Esto no puede ser una etiqueta: solo letras, cifras, - y _.
error-filter-person = Aquí no se conoce a nadie llamado «{ $name }».
error-filter-oneself = Tus propias entradas nunca se filtran.
error-filter-language = Elige uno de los idiomas.
error-filter-many =
    { $most ->
        [one] Puedes filtrar { $most } cosa. Quítala antes.
       *[other] Puedes filtrar { $most } cosas. Quita alguna antes.
    }
