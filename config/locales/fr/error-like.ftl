error-like-emoji = Ce n’est pas un seul émoji. Choisissez-en un ci-dessus ou saisissez-en un seul.
error-like-not-taken = Rien n’a été ajouté : vous ne pouvez pas réagir à ceci.
