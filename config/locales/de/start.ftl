# Die ersten drei Schritte.

start-step-profile = Name und Bild
start-step-tags = Was dich interessiert
start-step-people = Menschen, die du vielleicht kennst
start-welcome = Willkommen auf { $name }
start-profile-lead = Drei kurze Schritte. Du kannst jeden auslassen und später wiederkommen.
start-next = Weiter
start-skip = Diesen Schritt auslassen
start-done = Zu deinem Stream
start-tags-lead = Öffentliche Beiträge mit diesen Tags kommen in deinen Stream. Niemand sieht, welchen Tags du folgst.
start-tags-some = Einige Tags
start-tags-own = Andere Tags
start-tags-hint = Zum Beispiel: #chor #sauerteig
start-tags-offered = musik, fotografie, bücher, natur, kochen, garten, fahrrad, kunst, wissenschaft, film, reisen, opensource
start-people-lead = Füge Menschen einem Aspekt hinzu, um mit ihnen zu teilen. Sie erfahren, dass du teilst, nicht, in welchem Aspekt sie sind.
start-people-empty = Noch niemand zum Vorschlagen
start-people-empty-text = Du gehörst zu den Ersten hier. Lade Menschen ein, die du kennst.
start-invite = Jemanden einladen
