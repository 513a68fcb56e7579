# Sondages.

poll-question = Question
poll-answers = Réponses
poll-answers-hint = Une par ligne, de 2 à 20.
poll-multiple = Plusieurs réponses possibles
poll-lasts = Ouvert pendant
poll-never = Sans fin
poll-vote = Voter
poll-change = Changer votre vote
poll-yours = (votre réponse)
poll-voted = Votre vote est compté.
poll-hidden = Vous verrez les résultats après avoir voté.
poll-voters =
    { $count ->
        [0] Personne n’a encore voté
        [one] { $count } personne a voté
       *[other] { $count } personnes ont voté
    }
poll-ends = Se termine le { $when }
poll-ended = Terminé le { $when }
poll-by = Sondage de { $name }
