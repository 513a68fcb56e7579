## Les moments, tels qu’ils figurent à côté d’une publication

time-now = à l’instant
time-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
time-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}
time-yesterday = hier
time-days = { $count ->
    [one] il y a { $count } jour
   *[other] il y a { $count } jours
}
