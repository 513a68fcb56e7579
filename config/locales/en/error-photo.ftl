error-photo-many =
    { $most ->
        [one] Add { $most } photo at most.
       *[other] Add { $most } photos at most.
    }
error-photo-gone = One of these photos is not there any more. Remove it, or add it again.
error-photo-alt =
    { $most ->
        [one] A description can have { $most } character at most.
       *[other] A description can have { $most } characters at most. Shorten it.
    }
error-photo-unreadable = “{ $name }” is no picture, video or sound that this pod can read. JPEG, PNG, GIF, WebP, MP4, WebM, MP3 and Ogg will do.
error-photo-large =
    { $most ->
        [one] “{ $name }” is too large: { $most } megabyte is the most.
       *[other] “{ $name }” is too large: { $most } megabytes is the most.
    }
error-photo-pixels = “{ $name }” has too many pixels. Make it smaller and add it again.
error-photo-frames = “{ $name }” moves for too long. Shorten it, or add it as a video.
error-photo-avif = “{ $name }” is AVIF or HEIC, which this pod cannot read. Save it as JPEG and add it again.
error-photo-none = Choose a file first.
error-photo-room =
    { $most ->
        [one] There is no room left: { $most } megabyte is all one person has here. Delete photos that you no longer need.
       *[other] There is no room left: { $most } megabytes is all one person has here. Delete photos that you no longer need.
    }
error-photo-last = There would be nothing left. Delete the whole post, comment or message instead.
error-photo-no-picture = Only a picture can be a profile picture.
error-album-empty = Give the album a name.
error-album-long =
    { $most ->
        [one] The name of an album can have { $most } character at most.
       *[other] The name of an album can have { $most } characters at most.
    }
error-album-unreadable = The pod could not read this name. Type it again.
error-album-taken = You have an album called “{ $name }” already.
error-album-many =
    { $most ->
        [one] { $most } album is the most. Delete it first.
       *[other] { $most } albums is the most. Delete one first.
    }
