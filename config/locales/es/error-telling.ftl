# Negativas sobre los avisos.

error-telling-choice = Esa opción no existe.
error-telling-zone = Ese lugar no está en la lista. Elige uno de ella.
error-telling-quiet = Indica dos horas distintas.
error-telling-device = Este navegador dice de sí lo que no puede ser. Inténtalo otra vez.
error-telling-devices = Ya hay demasiados dispositivos. Quita uno primero.
