error-search-short = Escribe al menos dos caracteres.
error-search-long = Escribe como máximo { $most } caracteres.
error-search-words = Busca como máximo { $most } palabras a la vez.
error-tag-none = Una etiqueta consta de letras, cifras, _ y -, con al menos una letra o una cifra.
error-tag-many = Sigues { $most } etiquetas, que es el máximo. Deja de seguir una antes de seguir otra.
