# The frame of every page, and what JavaScript says. "#" in a text stands for a number.

layout-skip = Skip to the content
layout-search-hint = Search people, #tags and posts
layout-search-label = Search people, tags and posts
layout-search = Search
layout-account = Account
layout-main = Main
layout-menu = Your account
layout-notifications =
    { $count ->
        [0] Notifications, none unread
        [one] Notifications, { $count } unread
       *[other] Notifications, { $count } unread
    }
layout-notifications-many = Notifications, # unread
layout-streams = Streams
layout-stream = Stream
layout-activity = My activity
layout-mentions = Mentions
layout-tags = Followed tags
layout-public = Public posts
layout-local = On this pod
layout-aspects = Aspects
layout-aspects-of = Aspects of { $name }
layout-new-aspect = New aspect
layout-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
layout-people-nav = People
layout-contacts = Contacts
layout-invite = Invite someone
layout-admin = This pod
layout-applications =
    { $count ->
        [one] { $count } application waiting
       *[other] { $count } applications waiting
    }
layout-post = Post
layout-you = You
layout-profile = Your profile
layout-settings = Settings
layout-sign-in = Sign in
layout-sign-out = Sign out
layout-pod = { $name } is a Samara pod.
layout-pager = More
layout-save = Save
layout-cancel = Cancel
layout-close = Close
layout-undo = Undo
layout-changed = Saved.
layout-copied = Copied.
layout-loading = Loading…
layout-failed = The pod did not answer. Try again in a moment.
layout-working = One moment…
layout-new-posts =
    { $count ->
        [one] { $count } new post
       *[other] { $count } new posts
    }
layout-new-posts-many = # new posts
layout-crop-zoom = Zoom
layout-crop-hint = Move the picture with the mouse, a finger or the arrow keys.
layout-theme = Light or dark
layout-theme-system = As the system says
layout-theme-light = Light
layout-theme-dark = Dark
layout-keys = Keyboard
layout-key-move = Next and previous post
layout-key-open = Open the post
layout-key-like = Like
layout-key-comment = Comment
layout-key-reshare = Reshare
layout-key-new = Write a post
layout-key-search = Search
layout-key-share = Share what you wrote
layout-key-help = Show these keys
layout-keys-on = Use single keys on this device
layout-messages =
    { $count ->
        [0] Conversations
        [one] Conversations, { $count } unread
       *[other] Conversations, { $count } unread
    }
layout-messages-many = Conversations, # unread
