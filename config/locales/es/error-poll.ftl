error-poll-over = Esta encuesta ha terminado: los votos ya no cuentan.
error-poll-nothing = Elige primero una respuesta.
error-poll-only-one = Aquí solo se puede elegir una respuesta.
error-poll-not-taken = Tu voto no se ha contado: no puedes votar aquí.
