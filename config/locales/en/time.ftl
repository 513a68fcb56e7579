## Points in time, as they stand beside a post

time-now = just now
time-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
time-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
time-yesterday = yesterday
time-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
