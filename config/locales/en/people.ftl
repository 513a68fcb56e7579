# Contacts, aspects, ignoring.

people-contacts = Contacts
people-contacts-lead = People in an aspect get what you share with it from then on. Nobody can see your aspects or who is in them.
people-requests = They want to follow you
people-requests-lead = People of the fediverse who follow you get your public posts.
people-request-accept = Accept
people-request-refuse = Refuse
people-request-accepted = They follow you from now on.
people-request-refused = They do not follow you.
people-find = Find a contact
people-find-hint =
    { $count ->
        [one] Find in { $count } contact
       *[other] Find in { $count } contacts
    }
people-tabs = Aspects
people-all = All { $count }
people-in = { $name } { $count }
people-only-sharing = Only sharing with you { $count }
people-all-contacts = All contacts
people-no-aspect = In no aspect: sees your public posts only
people-mutual = You share with each other
people-shares-with-you = Shares with you
people-you-share = You share with them
people-page = Page { $page } of { $pages }
people-previous = Previous
people-next = Next
people-empty = You have no contacts yet
people-empty-text = Look for people you know and put them into an aspect, or invite someone to this pod.
people-empty-action = Find people
people-empty-search = No contact has this name
people-empty-search-text = The search of the pod also finds people who are not your contacts.
people-search-pod = Search the whole pod
people-empty-aspect = Nobody is in this aspect
people-empty-aspect-text = Choose “Aspects” beside a contact to put them into it.
people-empty-sharing = Everyone who shares with you is in one of your aspects
people-empty-sharing-text = Whoever starts sharing with you and is in no aspect of yours appears here.
people-aspects-of = Aspects of { $name }
people-aspects-saved = Saved. They get what you share with these aspects from now on.
people-aspect-new = New aspect
people-aspect-edit = Change aspect
people-aspect-lead = An aspect is a group of people that only you know of.
people-aspect-name = Name
people-aspect-name-hint =
    { $count ->
        [one] At most { $count } character. Only you see it.
       *[other] At most { $count } characters. Only you see it.
    }
people-aspect-hue = Colour
people-hue = Colour { $number }
people-aspect-chosen = Chosen for new posts
people-aspect-chosen-hint = The publisher begins with this aspect ticked.
people-aspect-place = Order
people-aspect-place-lead = Where the aspect stands in your lists.
people-aspect-up = Move up
people-aspect-down = Move down
people-aspect-delete = Delete aspect
people-aspect-delete-lead = You are told what that means before it happens.
people-aspect-delete-ask = Delete this aspect…
people-aspect-made = The aspect is there. Now put people into it.
people-aspect-changed = The aspect is changed.
people-aspect-deleted = The aspect is deleted.
people-delete-people =
    { $count ->
        [0] Nobody is in this aspect.
        [one] { $count } person is in this aspect.
       *[other] { $count } people are in this aspect.
    }
people-delete-alone =
    { $count ->
        [one] { $count } of them is in no other aspect of yours: you stop sharing with them, and they get nothing more. Nobody is told.
       *[other] { $count } of them are in no other aspect of yours: you stop sharing with them, and they get nothing more. Nobody is told.
    }
people-delete-share-back = Whoever starts sharing with you goes into this aspect by itself. That ends.
people-delete-posts = Posts that you shared with it stay with those who have them.
people-ignore = Ignore
people-ignore-title = Ignore { $name }?
people-ignore-unshares = They leave all your aspects: they get nothing more of what you share.
people-ignore-hides = Their posts are no longer in your streams, and nothing they do notifies you.
people-ignore-keeps = They keep the posts they already have, and still see your public posts.
people-ignore-quiet = They are not told.
people-ignoring = You ignore this person now.
people-not-ignoring = You do not ignore this person any more. They are in no aspect of yours.
people-unignore = Stop ignoring
people-unignore-name = Stop ignoring { $name }
people-ignored = People you ignore
people-ignored-lead = Their posts are not in your streams. They do not know of it.
people-ignored-since = Ignored since: { $when }
people-ignored-empty = You ignore nobody
people-ignored-empty-text = You can ignore someone from the menu on their page.
people-ignored-first = You ignore this person. Stop ignoring them before you put them into an aspect.
people-look = Look again
people-look-title = Ask their pod for their name and picture
people-looked = Their pod was asked: name and picture are as they are there.
people-looked-just-now = Their pod was asked a moment ago. Try again in a minute.
people-looked-away = Their pod does not answer at the moment.
people-looked-other = Their pod no longer says that this is who they are. What is known here stays as it was.
people-doubt = Since { $when } their pod answers with another identity for this person. It was refused: what is known here stays.
