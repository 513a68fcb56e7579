# Pour commencer, en trois étapes.

start-step-profile = Nom et image
start-step-tags = Ce qui vous intéresse
start-step-people = Personnes que vous connaissez peut-être
start-welcome = Bienvenue sur { $name }
start-profile-lead = Trois courtes étapes. Vous pouvez en passer une et revenir plus tard.
start-next = Suivant
start-skip = Passer cette étape
start-done = Vers votre flux
start-tags-lead = Les messages publics avec ces tags viennent dans votre flux. Personne ne voit quels tags vous suivez.
start-tags-some = Quelques tags
start-tags-own = Autres tags
start-tags-hint = Par exemple : #chorale #levain
start-tags-offered = musique, photographie, livres, nature, cuisine, jardin, vélo, art, science, cinéma, voyages, opensource
start-people-lead = Mettez des personnes dans un aspect pour partager avec elles. Elles apprennent que vous partagez, pas dans quel aspect elles sont.
start-people-empty = Personne à suggérer pour l’instant
start-people-empty-text = Vous êtes parmi les premiers ici. Invitez les personnes que vous connaissez.
start-invite = Inviter quelqu’un
