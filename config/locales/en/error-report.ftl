error-report-empty = Say in a few words what is wrong, so that somebody can see to it.
error-report-long =
    { $most ->
        [one] A report can have at most { $most } character.
       *[other] A report can have at most { $most } characters.
    }
error-report-own = This is your own: you can change or delete it yourself.
error-report-again = You have reported this already, and the moderators will look at it.
error-report-done = Somebody has seen to it already.
error-report-gone = It is not there any more, so it cannot be deleted.
error-report-elsewhere = This person has no account here, so that cannot be done.
error-report-moderators = This person moderates or runs the pod: only an administrator can do that.
error-report-note-long = The sentence to whoever is meant can have at most { $most } characters.
error-report-note-unreadable = The sentence to whoever is meant cannot be read. Write it again.
error-report-left = This account is closed already.
error-report-passed = It was passed on already.
error-report-no-server = Where this person lives, no reports are taken.
