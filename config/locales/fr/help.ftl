# L’aide : son cadre et les liens vers elle. Les textes sont dans config/help.

help-title = Aide
help-lead = Comment cela se passe ici, en mots simples. Prenez ce qu’il vous faut ; il n’y a rien à apprendre.
help-more = Plus d’aide
help-about-aspects = Comment fonctionnent les aspects
help-about-who-sees-what = Qui voit quoi
help-about-sharing = Comment fonctionne le partage
help-about-ignoring = Ce que veut dire ignorer
help-about-leaving = Ce qui se passe quand vous partez
help-about-safety = Comment rester en sécurité
help-bookmark = Publier sur { $pod }
help-bookmark-here = Ici, il ne fait rien : glissez-le parmi vos favoris et appuyez dessus depuis une autre page.
help-elsewhere = Depuis d’autres pages
help-elsewhere-lead = Commencez une publication avec ce que vous lisez ailleurs, sur un ordinateur ou un téléphone.
help-elsewhere-do = Voir comment
