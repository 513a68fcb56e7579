# Refusals about profiles, contacts and aspects.

error-oneself = You cannot put yourself into an aspect.
error-ignore-oneself = You cannot ignore yourself.
error-ignored = You ignore this person. Stop ignoring them first.
error-aspect-empty = Give the aspect a name.
error-aspect-taken = You have an aspect of this name already. Choose another name.
error-hue = Choose one of the colours.
error-aspects-many =
    { $most ->
        [one] You have { $most } aspect, more cannot be. Delete one first.
       *[other] You have { $most } aspects, more cannot be. Delete one first.
    }
error-field-long =
    { $most ->
        [one] This is too long: at most { $most } character fits.
       *[other] This is too long: at most { $most } characters fit.
    }
error-field-unreadable = This contains characters that cannot be read. Type it again.
error-birthday = There is no such day. Give day and month in numbers, and the year if you like.
error-birthday-ahead = This day is yet to come. Check the year.
error-tag = “{ $tag }” cannot be a tag: letters, digits, - and _ only.
error-tags-many =
    { $most ->
        [one] At most { $most } tag. Remove some.
       *[other] At most { $most } tags. Remove some.
    }
error-picture = This picture cannot be read. Choose a JPEG, PNG, GIF or WebP file.
error-picture-large = This file is too large: at most { $most } MB.
error-picture-pixels = This picture has too many pixels. Make it smaller first.
error-picture-frames = This picture moves for too long. Choose one that stands still.
error-picture-avif = AVIF and HEIC cannot be read here. Save the picture as JPEG and choose that file.
error-person-other = Their pod now says that this is somebody else. Nothing was changed here.
error-person-nobody = Nobody was found with this diaspora ID. Check how it is spelled.
error-person-away = The pod of this diaspora ID does not answer. Try again later.
error-moving-no-address = This is no address of an account. It looks like name@pod.example.
error-moving-here = This address is on this pod. One moves between pods only.
error-moving-not-named = That account does not say that this one was yours. Sign in there, name { $address } as your former account, and try again here.
error-moving-no-keys = Your account is new and not quite ready for this. Try again in a minute.
error-moving-many = You have named { $most } accounts, which are as many as can be. Take one back first.
