# Polls.

poll-question = Question
poll-answers = Answers
poll-answers-hint = One in a line, 2 to 20 of them.
poll-multiple = Several answers may be chosen
poll-lasts = Open for
poll-never = No end
poll-vote = Vote
poll-change = Change your vote
poll-yours = (your answer)
poll-voted = Your vote counts.
poll-hidden = You see how it stands once you have voted.
poll-voters =
    { $count ->
        [0] Nobody has voted yet
        [one] { $count } person voted
       *[other] { $count } people voted
    }
poll-ends = Ends on { $when }
poll-ended = Ended on { $when }
poll-by = Poll by { $name }
