# Tarjetas de enlaces y vídeos de otros servidores.

preview-play = Reproducir
preview-warning = Tu navegador hablará entonces con { $host }, que verá tu dirección y que vienes de este pod.
preview-talking = Tu navegador habla ahora con { $host }. Termina cuando sales de esta página.
preview-ask = ¿Reproducirlo aquí?
preview-open = Abrir en { $host }
preview-remove = Quitar la tarjeta del enlace
preview-removed = La tarjeta se ha quitado. El enlace se queda.
preview-link = Enlace
preview-none = Sin tarjeta para el enlace
preview-none-hint = El pod no pregunta adónde lleva el enlace.
settings-links-title = Enlaces
settings-links-make = Hacer tarjetas para los enlaces de mis entradas
settings-links-make-hint = En cuanto compartes, el pod pide a la página su título y su imagen. La página no sabe quién eres.
settings-links-show = Mostrarme las tarjetas de los enlaces
settings-links-show-hint = Sus imágenes pasan por tu pod.
