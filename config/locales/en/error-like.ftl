error-like-emoji = This is not one emoji. Choose one above, or type a single one.
error-like-not-taken = Your like was not added: you cannot like this.
