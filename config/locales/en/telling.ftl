# How one is told of what happens: by mail, in digests, on devices.

telling-title = Notifications
telling-settings = How I am told
telling-topics = What happens around you
telling-topics-text = Everything stands in your notifications in any case. Choose what else comes to you, and how.
telling-by-mail = By mail
telling-by-push = On devices
telling-push-topic = On devices: { $topic }
telling-how-at-once = At once
telling-how-daily = In the daily digest
telling-how-weekly = In the weekly letter
telling-how-never = Not by mail
telling-topic-message = Somebody writes to me
telling-topic-mentioned = I am mentioned in a post
telling-topic-mentioned-in-comment = I am mentioned in a comment
telling-topic-commented = A comment on my post
telling-topic-also-commented = A comment on a post that I follow
telling-topic-answered = An answer to my comment
telling-topic-liked = Somebody likes my post
telling-topic-liked-comment = Somebody likes my comment
telling-topic-reshared = Somebody reshares my post
telling-topic-started-sharing = Somebody starts to share with me
telling-topic-shown-later = I am shown an earlier post
telling-topic-poll-ended = A poll is over
telling-topic-joined = Somebody joined by my invitation
telling-topic-birthday = A contact’s birthday
telling-topic-reported = Something was reported
telling-topic-not-shared = A scheduled post could not be shared
telling-topic-moderation = What I reported was seen to, or the moderators write to me
telling-aspects = Posts by mail
telling-aspects-text = What the people in an aspect share with you can come by mail. Only what they share with everyone is in the mail itself; of the rest you learn that it is there.
telling-times = When
telling-zone = Where you live
telling-zone-hint = A large city near you. Quiet hours, digests and letters go by its clock.
telling-zone-browser = Your browser says { $zone }.
telling-zone-use = Use it
telling-area-africa = Africa
telling-area-america = America
telling-area-antarctica = Antarctica
telling-area-asia = Asia
telling-area-atlantic = Atlantic
telling-area-australia = Australia
telling-area-europe = Europe
telling-area-indian = Indian Ocean
telling-area-pacific = Pacific
telling-hour = Digest and letter are written at
telling-weekday = The letter is written on
telling-weekday-0 = Monday
telling-weekday-1 = Tuesday
telling-weekday-2 = Wednesday
telling-weekday-3 = Thursday
telling-weekday-4 = Friday
telling-weekday-5 = Saturday
telling-weekday-6 = Sunday
telling-quiet = Quiet hours
telling-quiet-on = Send nothing during these hours
telling-quiet-hint = What comes up then waits until they are over.
telling-quiet-from = From
telling-quiet-to = until
telling-devices = On your devices
telling-devices-text = This browser can tell you even while no page is open. What it tells travels encrypted, so the maker of the browser cannot read it. It ends when you sign out here.
telling-device-add = Tell me on this device
telling-device-added = This device will tell you.
telling-device-here = This device
telling-device-remove = Remove
telling-device-remove-name = Remove { $name }
telling-device-removed = That device is told nothing more.
telling-device-noscript = This needs JavaScript.
telling-device-cannot = This browser cannot be told while no page is open.
telling-device-denied = The browser does not allow it. You can change that in its settings for this page.
telling-device-failed = The browser could not be added. Try again later.
telling-returned = Mails to you come back
telling-returned-text = Several mails to { $email } came back, so none are sent for now. The mail server said:
telling-again = Try this address again
telling-again-done = Mails are sent to you again.
telling-unconfirmed = You have not confirmed your e-mail address yet. No mails come until you do.
telling-wrote = { $name } wrote to you.
telling-shared = { $name } has shared something with you.
telling-shared-public = { $name } has shared a post.
telling-more-commented =
    { $count ->
        [one] { $number } more comment on your post.
       *[other] { $number } more comments on your post.
    }
telling-more-also-commented =
    { $count ->
        [one] { $number } more comment on a post that you follow.
       *[other] { $number } more comments on a post that you follow.
    }
telling-more-answered =
    { $count ->
        [one] { $number } more answer to you.
       *[other] { $number } more answers to you.
    }
telling-more-mentioned =
    { $count ->
        [one] You are mentioned in { $number } more comment.
       *[other] You are mentioned in { $number } more comments.
    }
telling-more-liked =
    { $count ->
        [one] { $number } more person likes your post.
       *[other] { $number } more people like your post.
    }
telling-more-liked-comment =
    { $count ->
        [one] { $number } more person likes your comment.
       *[other] { $number } more people like your comment.
    }
telling-more-reshared =
    { $count ->
        [one] { $number } more person reshared your post.
       *[other] { $number } more people reshared your post.
    }
telling-look = Have a look
telling-why = You get this mail because of your settings on { $pod }.
telling-stop = No more of these
telling-stop-title = No more mails of this kind
telling-stop-topic = Mails about: { $topic }
telling-stop-posts = Mails with the posts of people in your aspects
telling-stop-daily = The daily digest
telling-stop-weekly = The weekly letter
telling-stop-button = Send me no more of these
telling-stopped = Done: no more of these will come. You can change it back in your settings at any time.
telling-part-posts = What people shared
telling-part-letters = Letters for you
telling-part-told = What else happened
telling-daily-subject = Your day on { $pod }
telling-daily-opening = This is what happened on { $pod } until { $date }.
telling-daily-closing = Have a good day!
telling-weekly-subject = Your week on { $pod }
telling-weekly-opening = this is what happened in the last days among the people you know, up to { $date }.
telling-weekly-closing = Until next week,
