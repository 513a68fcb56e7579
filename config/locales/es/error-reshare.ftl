error-reshare-not-public = Solo se pueden recompartir entradas públicas: esta no es para todo el mundo.
error-reshare-own = Esta entrada es tuya. Quien te sigue ya la ha visto.
error-reshare-again = Ya has recompartido esta entrada.
error-reshare-gone = La entrada que se muestra aquí ya no existe.
error-reshare-not-taken = La entrada no se ha recompartido: esta no puedes recompartirla.
