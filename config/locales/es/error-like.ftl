error-like-emoji = Esto no es un solo emoji. Elige uno de arriba o escribe uno solo.
error-like-not-taken = No se ha añadido: no puedes reaccionar a esto.
