# What people say under a post.

comment-count =
    { $count ->
        [one] { $count } comment
       *[other] { $count } comments
    }
comment-list = Comments
comment-write = Comment
comment-label = Write a comment
comment-who-limited = The people who have this post will see it.
comment-who-author = Its author will see it, and the people here who have the post. Who else does is up to the author's server.
comment-here-only = Seen by the people here who have your post, not by those on other servers
comment-who-pod = Everyone on this pod can see it.
comment-who-public = Anyone can read it.
comment-send = Comment
comment-answer = Answer
comment-answers = answers { $name }
comment-answering = You answer { $name }.
comment-answer-not = Comment on the post instead
comment-edit = Edit
comment-edit-title = Edit your comment
comment-edit-what = What it said before stays readable for everyone who sees it.
comment-yours = Your comment
comment-delete = Delete
comment-delete-title = Delete this comment?
comment-delete-what = It is taken back from everyone who sees it. This cannot be undone.
comment-history = What the comment said before
comment-history-lead = Everyone who sees the comment can read this.
comment-back = Back to the comment
comment-earlier = Earlier comments
comment-newest = To the newest comments
comment-all = Show all comments
comment-follow = Notify me
comment-follow-title = You are not told of new comments. Press to be told.
comment-mute-title = You are told of new comments. Press not to be told.
comment-added = Your comment is there.
comment-saved = Your comment is changed.
comment-deleted = The comment is deleted.
comment-followed = You will be told what else is said here.
comment-muted = You will not be told what is said here.
comment-new =
    { $count ->
        [one] { $count } new comment
       *[other] { $count } new comments
    }
comment-new-many = # new comments
