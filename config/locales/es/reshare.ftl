# Compartir de nuevo.

reshare-do = Recompartir
reshare-mine = Recompartida
reshare-title = Recompartir esta entrada
reshare-lead = La verán todas las personas que te siguen, con el nombre de quien la escribió.
reshare-word = Unas palabras tuyas, si quieres
reshare-who = Lo que recompartes es público: cualquiera puede leerlo, también los buscadores.
reshare-heading = Una entrada recompartida
reshare-done = Has recompartido la entrada.
reshare-gone = La entrada que se mostraba aquí ya no existe.
reshare-ignored = Aquí se muestra una entrada de alguien a quien ignoras.
reshare-refused = Quien la escribió no quiere que la citen: en otros servidores tus palabras aparecen sin esta entrada.
reshare-count =
    { $count ->
        [one] { $count } vez recompartida
       *[other] { $count } veces recompartida
    }
reshare-also =
    { $count ->
        [one] También la recompartió
       *[other] También la recompartieron
    }
reshare-also-more =
    { $count ->
        [one] y { $count } más
       *[other] y { $count } más
    }
reshare-also-many =
    { $count ->
        [one] { $count } persona más la recompartió
       *[other] { $count } personas más la recompartieron
    }
