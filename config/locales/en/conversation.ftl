# Conversations.

conversation-title = Conversations
conversation-new = Write to someone
conversation-new-lead = Only the people you choose can read it. You can write to people who share with you and with whom you share.
conversation-people = To
conversation-people-hint = Up to 49 people. Everyone sees who else takes part.
conversation-subject = Subject
conversation-message = Message
conversation-send = Send
conversation-write = Write a message
conversation-search = Search your conversations
conversation-not-found = No conversation has these words in it.
conversation-choose = Choose a conversation.
conversation-empty = No conversations yet
conversation-empty-text = Here you write to one person or a few, and nobody else.
conversation-nobody = Nobody else
conversation-nothing = No messages
conversation-you = You: { $words }
conversation-they = { $name }: { $words }
conversation-who =
    { $count ->
        [2] { $names } and you. Only the two of you can read this.
       *[other] { $names } and you. Only the { $count } of you can read this.
    }
conversation-alone = Nobody else is here any more.
conversation-guests = { $names }: what is written here does not reach them. They were not found, or do not share with whoever began this.
conversation-away = { $names }: their pod does not answer at the moment. They get what you write as soon as it does.
conversation-withheld = { $names }: what is written here does not reach them. Their servers would show it to others.
conversation-leave = Leave
conversation-leave-sure = Leave this conversation? You will not get what is written from now on, and cannot come back.
conversation-left = You have left the conversation.
conversation-begun = Your message is sent.
conversation-earlier = Earlier messages
conversation-to-newest = To the newest messages
conversation-older = Older conversations
conversation-newest = Back to the newest
conversation-back = All conversations
conversation-take-back = Take back
conversation-take-back-title = Take this message back from everyone
conversation-taken-back = The message is taken back.
conversation-write-to = Write
