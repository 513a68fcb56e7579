# Weitersagen.

reshare-do = Weitersagen
reshare-mine = Weitergesagt
reshare-title = Diesen Beitrag weitersagen
reshare-lead = Alle, die von dir hören, sehen ihn, mit dem Namen der Person, die ihn geschrieben hat.
reshare-word = Ein eigenes Wort dazu, wenn du magst
reshare-who = Was du weitersagst, ist öffentlich: Alle können es lesen, auch Suchmaschinen.
reshare-heading = Ein weitergesagter Beitrag
reshare-done = Du hast den Beitrag weitergesagt.
reshare-gone = Den Beitrag, der hier stand, gibt es nicht mehr.
reshare-ignored = Hier steht ein Beitrag von jemandem, den du ignorierst.
reshare-refused = Wer ihn geschrieben hat, möchte nicht zitiert werden: Auf anderen Servern stehen deine Worte ohne diesen Beitrag da.
reshare-count =
    { $count ->
        [one] { $count }-mal weitergesagt
       *[other] { $count }-mal weitergesagt
    }
reshare-also =
    { $count ->
        [one] Auch weitergesagt von
       *[other] Auch weitergesagt von
    }
reshare-also-more =
    { $count ->
        [one] und { $count } weiteren Person
       *[other] und { $count } weiteren
    }
reshare-also-many =
    { $count ->
        [one] { $count } weitere Person hat ihn weitergesagt
       *[other] { $count } weitere haben ihn weitergesagt
    }
