error-filter-words = Type a word or a few.
error-filter-long =
    { $most ->
        [one] A phrase can have at most { $most } character.
       *[other] A phrase can have at most { $most } characters.
    }
error-filter-tag = This can be no tag: letters, digits, - and _ only.
error-filter-person = Nobody called “{ $name }” is known here.
error-filter-oneself = Your own posts are never filtered.
error-filter-language = Choose one of the languages.
error-filter-many =
    { $most ->
        [one] You can filter { $most } thing. Remove it first.
       *[other] You can filter { $most } things. Remove some first.
    }
