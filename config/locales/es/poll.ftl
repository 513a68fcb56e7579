# Encuestas.

poll-question = Pregunta
poll-answers = Respuestas
poll-answers-hint = Una por línea, de 2 a 20.
poll-multiple = Se pueden elegir varias respuestas
poll-lasts = Abierta durante
poll-never = Sin final
poll-vote = Votar
poll-change = Cambiar tu voto
poll-yours = (tu respuesta)
poll-voted = Tu voto cuenta.
poll-hidden = Verás los resultados cuando hayas votado.
poll-voters =
    { $count ->
        [0] Nadie ha votado todavía
        [one] Ha votado { $count } persona
       *[other] Han votado { $count } personas
    }
poll-ends = Termina el { $when }
poll-ended = Terminó el { $when }
poll-by = Encuesta de { $name }
