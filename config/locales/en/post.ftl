# A post, its menu and receipt, and the publisher.

post-pinned = Pinned
post-hidden = Hidden from your stream
post-edited = edited
post-seen-by = Seen by:
post-menu = More about the post by { $name }
post-edit = Edit
post-pin = Pin to your profile
post-unpin = Unpin from your profile
post-show-more = Show it to more people
post-withdraw = Withdraw it from someone
post-history = What it said before
post-copy-link = Copy the link
post-delete = Delete
post-delete-sure = Delete this post? It is taken back from everyone who has it. This cannot be undone.
post-hide = Hide from your stream
post-unhide = Show in your stream again
post-ignore = Ignore { $name }
post-ignore-sure = Ignore { $name }? What you share does not reach them any more, and you do not see what they write. { $name } is not told.
post-chosen = Shared with these aspects
post-and-more =
    { $count ->
        [one] and { $count } more person
       *[other] and { $count } more people
    }
post-text = Your post
post-placeholder = What would you like to share?
post-preview = Preview
post-preview-empty = Your post as others will read it appears here.
post-share = Share
post-save = Save
post-see-who = See who
post-outside = { $name } is mentioned but will not get this post. The name is shown without a link.
post-add = Add
post-draft-kept = Draft kept
post-draft-here = Draft kept on this device
post-not-shared = The pod did not answer, so nothing was shared. Your text is still here; try again in a moment.
post-too-long = This is # characters too long. Shorten it to share it.
post-left =
    { $count ->
        [one] { $count } character left
       *[other] { $count } characters left
    }
post-left-many = # characters left
post-audience-title = Who gets this post?
post-audience-lead = Choose aspects and people, or share it with everyone.
post-reach = How far it goes
post-limited = Limited
post-limited-hint = only the people you choose
post-pod = Everyone on this pod
post-pod-hint = those who have an account here
post-public = Public
post-public-hint = anyone, search engines too
post-quiet = Public, quietly
post-aspects = Aspects
post-people = And these people
post-except = But not
post-people-hint = Names, or IDs with commas between
post-this-pod = { $name } (this pod)
post-use-audience = Use this audience

# What pages and answers say of posts.

post-by = Post by { $name }
post-older = Older posts
post-back = Back to the post
post-new = Write a post
post-edit-title = Edit your post
post-edit-what = Everyone who has the post gets the new version and can look up what it said before.
post-limited-short = Limited
post-choose = Choose who
post-and-others =
    { $count ->
        [one] { $name } and { $count } more
       *[other] { $name } and { $count } more
    }
post-title-public = Anyone can see this.
post-title-quiet = Anyone can see this, but it stands in no list.
post-title-pod = Everyone with an account on this pod can see this.
post-title-mine = Only you and the people you shared it with can see this.
post-title-limited = Only the people it was shared with can see this.
post-reach-public = Anyone can read this, here and anywhere else, and search engines can find it.
post-reach-pod = Everyone with an account on this pod can read this, and whoever you name besides.
post-reach-nobody = Nobody is chosen yet. Choose at least one aspect or person.
post-reach-limited =
    { $people ->
        [0] Nobody is there yet: only you will see this.
        [one] { $people } person will get this. Nobody else can open it.
       *[other] { $pods ->
            [one] { $people } people on { $pods } pod will get this. Nobody else can open it.
           *[other] { $people } people on { $pods } pods will get this. Nobody else can open it.
        }
    }
post-reach-unreached =
    { $count ->
        [one] { $count } person is on a server that would show this to others; they will not get it.
       *[other] { $count } people are on servers that would show this to others; they will not get it.
    }
post-reach-together = { $count } of { $people } are on servers that may show them to each other.
post-receipt =
    { $count ->
        [0] Nobody else has this post
        [one] { $count } person has this post
       *[other] { $count } people have this post
    }
post-receipt-pod =
    { $count ->
        [0] Everyone on this pod can see this post
        [one] Everyone on this pod can see this post, and { $count } person named besides
       *[other] Everyone on this pod can see this post, and { $count } people named besides
    }
post-given-aspect = by aspect, { $when }
post-given-named = by name, { $when }
post-given-later = shown later, { $when }
post-history-lead = Everyone who has the post can see these versions, newest first.
post-history-now = Now
post-delete-title = Delete this post?
post-delete-what = It is taken back from everyone who has it. This cannot be undone.
post-show-title = Show this post to more people
post-show-what = Whoever you add gets the post now, with its comments, and is told. Those who have it already keep it.
post-show-who = Who else gets it
post-show-hint = Names, or IDs with commas between
post-show-do = Show it
post-withdraw-title = Withdraw this post from someone
post-withdraw-what = It disappears from their streams and they can no longer open it here. What they have read or copied cannot be unread, and they are not told.
post-withdraw-who = Who loses it
post-withdraw-do = Withdraw it
post-withdraw-nobody = Nobody else has this post, so there is nobody to withdraw it from.
post-shared = Shared.
post-saved = The new version is shared.
post-deleted = The post is deleted.
post-pinned-now = The post is pinned to your profile.
post-unpinned = The post is no longer pinned to your profile.
post-hidden-now = The post is hidden from your stream. Its menu brings it back.
post-unhidden = The post is in your stream again.
post-shown = They have the post now.
post-withdrawn = The post is withdrawn. They can no longer open it.
post-hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
post-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
post-add-poll = Add a poll
post-add-place = Add a place
post-add-warning = Add a warning
post-add-end = Let the post expire
post-place = Place
post-place-hint = Everyone who gets the post sees it.
post-place-mine = Use my position
post-place-found = About ten metres exactly:
post-place-failed = Your browser did not say where you are. Write it by hand.
post-sensitive = Sensitive
post-sensitive-hint = The post is shown once somebody opens it.
post-warning = What to be warned of, in a few words
post-lasts = Delete after
post-lasts-always = Never
post-lasts-hint = Then it is taken back from everyone who has it.
post-ends = Will be deleted on { $when }
post-shield = Sensitive post
post-shield-open = Show
post-bookmark = Bookmark
post-unbookmark = Remove bookmark
post-bookmarked = The post is among your bookmarks.
post-unbookmarked = The bookmark is removed.
post-unfold = Show more
post-fold = Show less
post-add-later = Share later
post-later = Share later, at
post-later-zone = This time is UTC.
post-later-zone-here = In your time zone, { $zone }.
post-later-hint = Until then nobody but you has it. Who gets it is worked out then.
post-scheduled-title = Scheduled posts
post-scheduled-lead = They are shared when their time comes. Until then nobody but you has them; who gets them is worked out then.
post-scheduled-edit = Change a scheduled post
post-scheduled-kept = It waits for its time.
post-scheduled-gone = It is deleted. Nobody had it.
post-scheduled-now = Share now
post-scheduled-delete = Delete it for good
post-scheduled-refused = It could not be shared when its time had come.
post-scheduled-none = Nothing waits
post-scheduled-none-text = Give a post a time when you write it, and it waits here.
post-scheduled-tab = Scheduled
