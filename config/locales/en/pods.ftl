# Other pods: how they stand, and who is blocked.

pods-title = Pods
pods-lead = The other pods that this one knows.
pods-search = Host or software
pods-state = State
pods-state-any = All
pods-state-well = Well
pods-state-away = Away
pods-state-blocked = Blocked
pods-sort = Order
pods-sort-name = By name
pods-sort-heard = Last contact first
pods-sort-met = Newest first
pods-sort-people = Most people first
pods-sort-waiting = Most letters waiting first
pods-sort-failures = Most failures first
pods-count =
    { $count ->
        [one] { $count } pod
       *[other] { $count } pods
    }
pods-pod = Pod
pods-people = People
pods-waiting = Letters waiting
pods-bytes = Room they take
pods-pace = Letters a second while it is caught up
pods-contact = Last contact
pods-came = Last heard from
pods-reached = Last reached
pods-came-when = Heard from: { $when }
pods-reached-when = Reached: { $when }
pods-never = never
pods-met = First met
pods-asked = Asked what it runs
pods-since = Away since { $when }.
pods-failures =
    { $count ->
        [one] { $count } failure.
       *[other] { $count } failures in a row.
    }
pods-next = Next try: { $when }.
pods-why-status = It answered with the error { $status }.
pods-why-slow = It took too long.
pods-why-address = Its address is none that this pod connects to.
pods-why-form = It answered with something that is not read here.
pods-why-unreachable = It could not be reached.
pods-intake =
    Came in and not worked on yet: { $count ->
        [one] { $count } letter
       *[other] { $count } letters
    }, { $size }. At most { $most } a minute are taken from one pod.
people-home = On another pod: { $host }
post-origin = Where it was written
pods-none = No other pod yet
pods-none-text = As soon as somebody here looks for a person of another pod, or is found from there, that pod stands here.
pods-not-found = No such pod
pods-not-found-text = No pod fits what you look for.
pods-all = All pods
pods-try = Try now
pods-trying = What waits for this pod is being sent.
pods-ask = Ask what it runs
pods-asking = The pod is being asked. Look again in a moment.
pods-people-there = People known there
pods-nobody = Nobody there is known here.
blocks-title = Blocks
blocks-lead = With who is blocked this pod has nothing to do: nothing comes in, nothing goes out, and nothing of theirs is shown. What is here stays, and is seen again when the block is lifted.
blocks-search = Name or reason
blocks-count =
    { $count ->
        [one] { $count } block
       *[other] { $count } blocks
    }
blocks-who = Who
blocks-with-below = and all below it
blocks-new = Block a pod or a person
blocks-name = Host or diaspora ID
blocks-name-hint = For example pod.example, or somebody@pod.example for one person.
blocks-below = Also all hosts below it
blocks-reason = Reason
blocks-reason-hint = For the log; it is also in the list that you give to others.
blocks-add = Block
blocks-add-sure = Block? Nothing comes from there any more, nothing goes there, and letters that wait are thrown away.
blocks-added = Blocked.
blocks-lift = Lift the block
blocks-lift-sure = Lift the block? What was here is seen again.
blocks-lifted = The block is lifted.
blocks-is = This pod is blocked.
blocks-covered = This pod is blocked with { $name }.
blocks-none = Nobody is blocked
blocks-none-text = Block a pod or a person below, or take over a list of another pod.
blocks-not-found = No such block
blocks-not-found-text = No block fits what you look for.
blocks-lists = Lists
blocks-lists-text = Pods give each other lists of whom they block. You see what a list would do before it does it.
blocks-file = File
blocks-paste = Or put the list here
blocks-list-hint = CSV as other pods give it out, or one host a line.
blocks-preview = Look at it first
blocks-export = Download our list
blocks-list = What the list would do
blocks-list-text = Nothing has been done yet. Each host would be blocked with all hosts below it.
blocks-list-new =
    { $count ->
        [one] { $count } would be blocked
       *[other] { $count } would be blocked
    }
blocks-list-already =
    { $count ->
        [one] { $count } is blocked already, or stands there twice
       *[other] { $count } are blocked already, or stand there twice
    }
blocks-list-milder =
    { $count ->
        [one] { $count } is not taken: the list only asks to show it less, and this pod blocks or does not
       *[other] { $count } are not taken: the list only asks to show them less, and this pod blocks or does not
    }
blocks-list-obfuscated =
    { $count ->
        [one] { $count } is not taken: the list hides its name
       *[other] { $count } are not taken: the list hides their names
    }
blocks-list-own =
    { $count ->
        [one] { $count } is not taken: it is this pod
       *[other] { $count } are not taken: they are this pod
    }
blocks-list-unclear =
    { $count ->
        [one] { $count } is not understood
       *[other] { $count } are not understood
    }
blocks-list-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
blocks-list-do =
    { $count ->
        [one] Block { $count }
       *[other] Block { $count }
    }
blocks-list-nothing = There is nothing new to block.
blocks-imported = The list is taken over.
error-pod-name = This is neither a host nor a diaspora ID. Write pod.example or somebody@pod.example.
error-pod-own = This is your own pod. It cannot block itself or its people; accounts are locked on the page People.
error-pod-taken = This is blocked already.
error-pod-reason = The reason is too long, or cannot be read: at most { $most } characters, on one line.
error-pod-list-empty = This list is empty. Choose a file, or put the list into the box.
error-pod-list-long = This list is too long: at most { $most } lines. Take it over in parts.
error-person-blocked = The administrators of this pod have blocked this person or their pod.
admin-act-block = Blocked { $subject }
admin-act-unblock = Lifted the block of { $subject }
admin-act-block-list = Took over a list of blocks; new: { $subject }
