# Getting started, in three steps.

start-step-profile = Name and picture
start-step-tags = What interests you
start-step-people = People you may know
start-welcome = Welcome to { $name }
start-profile-lead = Three short steps. You can leave out any of them and come back later.
start-next = Next
start-skip = Skip this step
start-done = To your stream
start-tags-lead = Public posts with these tags come into your stream. Nobody sees which tags you follow.
start-tags-some = Some tags
start-tags-own = Other tags
start-tags-hint = For example: #choir #sourdough
start-tags-offered = music, photography, books, nature, cooking, garden, cycling, art, science, film, travel, opensource
start-people-lead = Put people into an aspect to share with them. They are told that you share, not in which aspect they are.
start-people-empty = Nobody to suggest yet
start-people-empty-text = You are among the first here. Invite the people you know.
start-invite = Invite someone
