## Los momentos, tal como aparecen junto a una publicación

time-now = ahora mismo
time-minutes = { $count ->
    [one] hace { $count } minuto
   *[other] hace { $count } minutos
}
time-hours = { $count ->
    [one] hace { $count } hora
   *[other] hace { $count } horas
}
time-yesterday = ayer
time-days = { $count ->
    [one] hace { $count } día
   *[other] hace { $count } días
}
