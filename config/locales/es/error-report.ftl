error-report-empty = Di en pocas palabras qué pasa, para que alguien pueda ocuparse.
error-report-long =
    { $most ->
        [one] Una denuncia puede tener como máximo { $most } carácter.
       *[other] Una denuncia puede tener como máximo { $most } caracteres.
    }
error-report-own = Esto es tuyo: puedes cambiarlo o borrarlo.
error-report-again = Ya lo has denunciado, y la moderación lo mirará.
error-report-done = Alguien ya se ha ocupado.
error-report-gone = Ya no está, así que no se puede borrar.
error-report-elsewhere = Esta persona no tiene cuenta aquí, así que no se puede hacer.
error-report-moderators = Esta persona modera o administra el pod: solo puede hacerlo la administración.
error-report-note-long = La frase para la persona a la que se refiere puede tener como mucho { $most } caracteres.
error-report-note-unreadable = La frase para la persona a la que se refiere no se puede leer. Escríbela de nuevo.
error-report-left = Esta cuenta ya está cerrada.
error-report-passed = Ya se había transmitido.
error-report-no-server = Donde vive esta persona no se aceptan denuncias.
