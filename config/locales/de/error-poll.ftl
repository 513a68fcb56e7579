error-poll-over = Diese Umfrage ist vorbei: Stimmen zählen nicht mehr.
error-poll-nothing = Wähl zuerst eine Antwort.
error-poll-only-one = Hier kann nur eine Antwort gewählt werden.
error-poll-not-taken = Deine Stimme wurde nicht gezählt: Du kannst hier nicht abstimmen.
