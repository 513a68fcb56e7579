# Refusals about accounts.

error-join-closed = Nobody can join this pod now.
error-invitation-only = Joining this pod is by invitation. Ask somebody who is here for a link.
error-invitation-gone = This invitation was used up, taken back, or is too old. Ask for a new one.
error-username-empty = Choose a username.
error-username-long = A username has at most 32 characters.
error-username-characters = Use only small letters, digits, dots, hyphens and underscores; no dot at an end, nor two in a row.
error-username-taken = This name cannot be had. Choose another one.
error-email-empty = Give your e-mail address.
error-email = This is not an e-mail address that every mail server understands. Check it for typing errors.
error-email-taken = An account here has this address.
error-application-empty = Write a few words, so that we know who you are.
error-application-long = This holds at most { $most } characters. Shorten it a little.
error-text-unreadable = Part of this cannot be read. Type it again.
error-sign-in-wrong =
    { $left ->
        [one] Name and password do not match. You have { $left } more try.
       *[other] Name and password do not match. You have { $left } more tries.
    }
error-account-waiting = Your application has not been answered yet. Those who run this pod decide.
error-account-locked = This account was locked by those who run this pod. Ask them why.
error-account-shut = The moderators of this pod have closed this account. Ask those who run the pod why.
error-account-moved = You have moved from this account to another pod. Sign in there.
error-account-not-shut = Only an account that the moderators closed in the last seven days can be opened again here.
error-account-gone = This account was closed and cannot be opened again.
error-second-step-over = That took more than five minutes. Sign in again.
error-note-long = The note holds at most { $most } characters.
error-invitation-uses = One link lets in between 1 and 25 people.
error-invitation-days = A link lasts between 1 and 30 days.
error-invitations-many =
    { $most ->
        [one] You have { $most } link, more cannot be. Take one back first.
       *[other] You have { $most } links, more cannot be. Take one back first.
    }
error-pod-name-empty = Give the pod a name.
error-pod-name-long = The name has at most { $most } characters.
error-join-way = Choose who may join.
error-setup-key = This is not the key that the pod printed when it last started. Look in its terminal or log.
error-set-up-already = Somebody else was quicker: this pod is set up. Sign in or ask for an invitation.
error-password-name = This password is like your name. Choose another one.
