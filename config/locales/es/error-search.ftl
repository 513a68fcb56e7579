error-search-short = Escribe al menos dos caracteres.
error-search-long = Escribe como máximo { $most } caracteres.
error-search-words = Busca como máximo { $most } palabras a la vez.
error-search-nothing = En esta dirección no hay ninguna persona ni publicación pública del fediverso.
error-search-away = El servidor de esta dirección no responde. Inténtalo más tarde.
error-tag-none = Una etiqueta consta de letras, cifras, _ y -, con al menos una letra o una cifra.
error-tag-many = Sigues { $most } etiquetas, que es el máximo. Deja de seguir una antes de seguir otra.
