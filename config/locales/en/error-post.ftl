error-post-empty = There is nothing to share yet. Write something first.
error-post-long =
    { $most ->
        [one] A post can have at most { $most } character. Shorten it to share it.
       *[other] A post can have at most { $most } characters. Shorten it to share it.
    }
error-post-unreadable = The pod could not read this text. Write it again, or paste it without formatting.
error-nobody-chosen = Nobody is chosen yet. Choose at least one aspect or person.
error-public-except = Anyone can read a public post, so nobody can be left out. Empty “But not”, or choose aspects and people instead.
error-person-unknown = This pod knows nobody called { $name }. Check the ID, or choose a name from the list.
error-not-limited = Everyone can see this post already. Only a limited post can be shown to more people or withdrawn from someone.
error-too-many-named =
    { $most ->
        [one] Name at most { $most } person. For more, use an aspect.
       *[other] Name at most { $most } people. For more, use an aspect.
    }
error-place-long = The name of a place can have at most 255 characters.
error-place-position = This position is not on the earth. Remove it, or take it again.
error-warning-long = A warning can have at most 255 characters.
error-span = Choose one of the spans of time that are offered.
error-poll-long = A question and each answer can have at most 255 characters.
error-poll-question = Write the question that your answers belong to.
error-poll-answers = A poll needs 2 to 20 different answers, one in a line.
error-later-unreadable = Choose a date and a time.
error-later-soon = Choose a time at least a minute from now.
error-later-far = Choose a time within a year.
error-later-many =
    { $most ->
        [one] { $most } post waits already. Share or delete it first.
       *[other] { $most } posts wait already. Share or delete some first.
    }
error-later-nobody = Nobody is in the aspects it was for.
error-later-locked = The account could not be used then.
