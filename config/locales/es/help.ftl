# La ayuda: su marco y los enlaces a ella. Los textos están en config/help.

help-title = Ayuda
help-lead = Cómo van las cosas aquí, con palabras sencillas. Toma lo que necesites; no hay nada que aprender.
help-more = Más ayuda
help-about-aspects = Cómo funcionan los aspectos
help-about-who-sees-what = Quién ve qué
help-about-sharing = Cómo funciona compartir
help-about-ignoring = Qué significa ignorar
help-about-leaving = Qué pasa cuando te vas
help-about-safety = Cómo estar a salvo
help-bookmark = Publicar en { $pod }
help-bookmark-here = Aquí no hace nada: arrástralo a tus marcadores y púlsalo en otra página.
help-elsewhere = Desde otras páginas
help-elsewhere-lead = Empieza una entrada con lo que estás leyendo en otro sitio, en un ordenador o un teléfono.
help-elsewhere-do = Ver cómo
