# Cards of links, and films of other servers.

preview-play = Play
preview-warning = Your browser will then talk to { $host }, which sees your address and that you come from this pod.
preview-talking = Your browser is talking to { $host } now. It stops when you leave this page.
preview-ask = Play it here?
preview-open = Open at { $host }
preview-remove = Remove the link’s card
preview-removed = The card is removed. The link itself stays.
preview-link = Link
preview-none = No card for the link
preview-none-hint = The pod does not ask what the link leads to.
settings-links-title = Links
settings-links-make = Make cards for the links in my posts
settings-links-make-hint = The pod asks the page for its title and picture once you share. The page does not learn who you are.
settings-links-show = Show me the cards of links
settings-links-show-hint = Pictures in them come through your pod.
