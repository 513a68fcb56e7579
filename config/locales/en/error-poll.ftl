error-poll-over = This poll is over: votes do not count any more.
error-poll-nothing = Choose an answer first.
error-poll-only-one = Only one answer can be chosen here.
error-poll-not-taken = Your vote was not counted: you cannot vote here.
