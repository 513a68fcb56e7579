# Profiles: the page of a person, and the settings of one's own.

profile-posts = Posts
profile-more = More
profile-add = Add to an aspect
profile-in =
    { $count ->
        [one] { $name } and { $count } more
       *[other] { $name } and { $count } more
    }
profile-mention = Mention
profile-group-write = Write to the group
profile-follow-waits = You will follow them once they allow it. Take them out of your aspects if you no longer want to.
profile-edit = Change your profile
profile-feed = Feed of public posts
profile-ignored = You ignore this person
profile-nsfw-mark = posts are shielded
profile-empty = Nothing here for you yet
profile-empty-text = What { $name } shares with you or with everyone appears here.
profile-empty-mine = You have not posted anything yet
profile-empty-mine-text = Write your first post, for everyone or only for some.
profile-write = Write a post
profile-settings = Profile
profile-saved = Saved.
profile-picture-saved = Your picture is changed.
profile-picture = Picture
profile-picture-lead = A square, shown to everyone beside your name. Where and when it was taken is removed.
profile-picture-file = Picture from your device (JPEG, PNG, GIF or WebP, up to 10 MB)
profile-picture-save = Use this picture
profile-picture-remove = Remove the picture
profile-public = What everyone sees
profile-public-lead = Your name, your picture, these tags and your ID are public.
profile-name = Name
profile-most =
    { $count ->
        [one] At most { $count } character.
       *[other] At most { $count } characters.
    }
profile-tags = Tags about you
profile-tags-hint =
    { $count ->
        [one] At most { $count }: #choir
       *[other] At most { $count }: #choir #sourdough
    }
profile-searchable = Others may find you
profile-searchable-hint = In the search and among suggestions. Your contacts find you in any case.
profile-nsfw = Shield my posts
profile-nsfw-hint = For those who post what is not fit for every eye: others open each post with a click.
profile-extended = About you
profile-extended-lead = You decide who sees this part.
profile-details = Who sees it
profile-details-nobody = Nobody
profile-details-contacts = The people you share with
profile-details-everyone = Everyone
profile-bio = About you
profile-bio-hint =
    { $count ->
        [one] Markdown, at most { $count } character.
       *[other] Markdown, at most { $count } characters.
    }
profile-location = Place
profile-pronouns = Pronouns or gender
profile-birthday = Birthday
profile-birthday-hint = You may leave out the year.
profile-day = Day
profile-month = Month
profile-year = Year
profile-see = See your page
profile-sharing = Sharing
profile-sharing-posts = New posts
profile-sharing-posts-lead = What the publisher begins with. You can change it for every post.
profile-reach-limited = Only the people you choose
profile-reach-pod = Everyone on this pod
profile-reach-public = Everyone
profile-sharing-aspects = Aspects ticked for a post to chosen people
profile-share-back = Share back
profile-share-back-lead = Whoever starts sharing with you goes into this aspect by itself and gets what you share with it from then on.
profile-share-back-label = Aspect
profile-share-back-none = None: I decide each time
profile-follows = Followers from the fediverse
profile-follows-lead = Whoever follows you from Mastodon and the like gets your public posts. What you share with aspects they get only if you put them into one.
profile-follows-asked = Ask me before somebody follows me
profile-follows-shown = Show other servers who follows me and whom I follow, not only how many
profile-ignored-list = See the list
profile-alike = People with the same tags
