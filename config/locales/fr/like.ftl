# J’aime.

like-like = J’aime
like-title = Qui aime ceci
like-count =
    { $count ->
        [one] { $count } j’aime
       *[other] { $count } j’aime
    }
like-more = Plus de personnes
like-who-post = Quiconque voit la publication peut voir qui l’aime.
like-who-comment = Quiconque voit le commentaire peut voir qui l’aime.
like-none = Personne pour l’instant
like-none-text = Les personnes qui aiment ceci apparaissent ici.
like-react = Réagir avec un émoji
like-react-send = Réagir
like-other = Un autre émoji
like-other-hint = Un seul émoji de votre clavier, ou le nom d’un émoji de ce pod, comme :confiture:.
