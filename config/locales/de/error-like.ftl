error-like-emoji = Das ist nicht ein einzelnes Emoji. Wähl oben eines aus oder tippe genau eines.
error-like-not-taken = Das wurde nicht hinzugefügt: Du kannst darauf nicht reagieren.
