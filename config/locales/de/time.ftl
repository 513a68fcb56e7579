## Zeitpunkte, wie sie neben einem Beitrag stehen

time-now = gerade eben
time-minutes = { $count ->
    [one] vor { $count } Minute
   *[other] vor { $count } Minuten
}
time-hours = { $count ->
    [one] vor { $count } Stunde
   *[other] vor { $count } Stunden
}
time-yesterday = gestern
time-days = { $count ->
    [one] vor { $count } Tag
   *[other] vor { $count } Tagen
}
