error-comment-empty = There is nothing to say yet. Write something first.
error-comment-long =
    { $most ->
        [one] A comment can have at most { $most } character. Shorten it to add it.
       *[other] A comment can have at most { $most } characters. Shorten it to add it.
    }
error-comment-unreadable = The pod could not read this text. Write it again, or paste it without formatting.
error-comment-not-taken = Your comment was not added: you cannot comment on this post.
