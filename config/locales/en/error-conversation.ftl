error-subject-empty = Write in a few words what it is about.
error-subject-long =
    { $most ->
        [one] A subject can have at most { $most } character.
       *[other] A subject can have at most { $most } characters.
    }
error-message-empty = There is nothing to send yet. Write something first.
error-message-long =
    { $most ->
        [one] A message can have at most { $most } character. Shorten it to send it.
       *[other] A message can have at most { $most } characters. Shorten it to send it.
    }
error-conversation-nobody = Choose somebody to write to.
error-conversation-many = At most 50 people can take part, you included.
error-conversation-mutual = You cannot write to { $name } yet: each of you has to have the other in an aspect.
error-conversation-alone = Everyone else has left: nobody would get this message.
