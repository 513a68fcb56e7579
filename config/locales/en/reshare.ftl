# Reshares.

reshare-do = Reshare
reshare-mine = Reshared
reshare-title = Reshare this post
reshare-lead = Everyone who hears you sees it, with its author's name.
reshare-word = A word of your own, if you like
reshare-who = A reshare is public: anyone can read it, search engines too.
reshare-heading = A reshared post
reshare-done = You have reshared the post.
reshare-gone = The post that was shown here is not there any more.
reshare-ignored = This shows a post by somebody you ignore.
reshare-refused = Its author does not want to be quoted: on other servers your words stand there without this post.
reshare-count =
    { $count ->
        [one] { $count } reshare
       *[other] { $count } reshares
    }
reshare-also =
    { $count ->
        [one] Also reshared by
       *[other] Also reshared by
    }
reshare-also-more =
    { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
reshare-also-many =
    { $count ->
        [one] { $count } more person reshared it
       *[other] { $count } more people reshared it
    }
