notification-title = Notifications
notification-today = Today
notification-yesterday = Yesterday
notification-new = New
notification-read-all = Mark all as read
notification-read = All notifications are read.
notification-older = Older notifications
notification-newest = Back to the newest
notification-started-sharing = { $name } now shares with you.
notification-moved = { $name } has moved to another pod. Nothing changes between you.
notification-asks-to-follow = { $name } wants to follow you.
notification-mentioned = { $name } mentioned you in a post.
notification-shown-later = { $name } has shown you an earlier post.
notification-applied = { $name } would like to join this pod.
notification-joined = { $name } has joined by your invitation.
notification-commented =
    { $people ->
        [one] { $name } commented on your post.
       *[other] { $name } commented on your post.
    }
notification-also-commented =
    { $people ->
        [one] { $name } commented on a post that you follow.
       *[other] { $name } commented on a post that you follow.
    }
notification-answered =
    { $people ->
        [one] { $name } answered your comment.
       *[other] { $name } answered your comment.
    }
notification-mentioned-in-comment =
    { $people ->
        [one] { $name } mentioned you in a comment.
       *[other] { $name } mentioned you in comments.
    }
notification-liked =
    { $people ->
        [one] { $name } likes your post.
       *[other] { $name } like your post.
    }
notification-reacted = { $name } reacted to your post with { $emoji }
notification-liked-comment =
    { $people ->
        [one] { $name } likes your comment.
       *[other] { $name } like your comment.
    }
notification-reacted-comment = { $name } reacted to your comment with { $emoji }
notification-reshared =
    { $people ->
        [one] { $name } reshared your post.
       *[other] { $name } reshared your post.
    }
notification-poll-ended = The poll of { $name } is over.
notification-reported = { $name } has reported something.
notification-report-closed = The moderators have seen to what you reported.
notification-warned = The moderators ask you to mind the rules of this pod.
notification-removed = The moderators took away something that you wrote.
notification-empty = Nothing new
notification-empty-text = Here you will learn when somebody shares with you, mentions you or joins by your invitation.
notification-empty-invite = Invite someone
notification-show = Which notifications
notification-show-all = All
notification-show-talk = Comments
notification-show-likes = Likes and reshares
notification-show-mentions = Mentions
notification-show-people = People and pod
notification-empty-sort = There is nothing of this sort.
notification-approved = Welcome! Your application was accepted.
notification-birthday = It is { $name }’s birthday today.
notification-not-shared = A scheduled post could not be shared.
notification-two = { $first } and { $second }
notification-others =
    { $count ->
        [one] { $first }, { $second } and { $number } other
       *[other] { $first }, { $second } and { $number } others
    }
notification-sort-unread = { $number } unread
