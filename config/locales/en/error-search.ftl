error-search-short = Write at least two characters.
error-search-long = Write at most { $most } characters.
error-search-words = Look for at most { $most } words at once.
error-search-nothing = There is no person and no public post of the fediverse at this address.
error-search-away = The server of this address does not answer. Try again later.
error-tag-none = A tag consists of letters, digits, _ and -, and at least one letter or digit.
error-tag-many = You follow { $most } tags, which is the most. Unfollow one before you follow another.
