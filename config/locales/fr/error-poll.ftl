error-poll-over = Ce sondage est terminé : les votes ne comptent plus.
error-poll-nothing = Choisissez d’abord une réponse.
error-poll-only-one = Une seule réponse peut être choisie ici.
error-poll-not-taken = Votre vote n’a pas été compté : vous ne pouvez pas voter ici.
