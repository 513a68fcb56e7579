# Likes.

like-like = Like
like-title = Who likes this
like-count =
    { $count ->
        [one] { $count } like
       *[other] { $count } likes
    }
like-more = More people
like-who-post = Everyone who sees the post can see who likes it.
like-who-comment = Everyone who sees the comment can see who likes it.
like-none = Nobody yet
like-none-text = Whoever likes this is shown here.
like-react = React with an emoji
like-react-send = React
like-other = Another emoji
like-other-hint = One emoji from your keyboard, or the name of one of this pod, such as :jam:.
