# Me gusta.

like-like = Me gusta
like-title = A quién le gusta
like-count =
    { $count ->
        [one] { $count } me gusta
       *[other] { $count } me gusta
    }
like-more = Más personas
like-who-post = Quien ve la entrada puede ver a quién le gusta.
like-who-comment = Quien ve el comentario puede ver a quién le gusta.
like-none = Nadie todavía
like-none-text = Aquí se muestra a quién le gusta.
like-react = Reaccionar con un emoji
like-react-send = Reaccionar
like-other = Otro emoji
like-other-hint = Un solo emoji de tu teclado, o el nombre de uno de este pod, como :mermelada:.
