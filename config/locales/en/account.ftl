# Getting in: the front page, joining, signing in, a forgotten password, invitations.

account-aspect-family = Family
account-aspect-friends = Friends
account-aspect-work = Work
account-aspect-acquaintances = Acquaintances
account-login = Username or e-mail
account-username = Username
account-username-hint = Small letters, digits, dots, hyphens and underscores. It cannot be changed later.
account-email = E-mail
account-email-hint = For a forgotten password. Nobody else sees it.
account-password = Password
account-password-hint = At least 8 characters. A few words in a row are good.
account-application = Who are you?
account-application-hint = A few words to who runs this pod. They decide who joins.
account-website = Leave this empty
account-sign-in = Sign in
account-join = Join
account-tabs = Sign in or join
account-forgotten = Forgot your password?
account-how-invitation = Joining is by invitation.
account-how-approval = Who wants to join applies first.
account-how-open = Anyone may join.
account-join-closed = Joining this pod is by invitation. Ask somebody who is here for a link.
account-invited-by = { $name } invites you.
account-welcome-title = Tell it to the people it is for.
account-welcome-lead = Put the people you know into aspects: family, friends, the team. Each post goes to the aspects you choose, and nobody else can open it.
account-welcome-exactly = See exactly who will receive a post, before you share it and after.
account-welcome-aspects = Nobody sees your aspects, nor who is in them.
account-welcome-private = No ads, no trackers. Your browser never contacts anyone but this pod.
account-welcome-pod =
    { $count ->
        [one] { $pod } is a pod with { $count } person.
       *[other] { $pod } is a pod with { $count } people.
    }
account-welcome-by = It is run by
account-code = Code
account-code-hint = Six digits from your app, or one of your recovery codes.
account-code-title = The second step
account-code-lead = The password was right. Now the code, within five minutes.
account-sign-in-again = Begin again
account-second-step-over = That took more than five minutes. Sign in again.
account-reopen-title = Your account is closing
account-reopen-lead = You closed it a short time ago. It can still be opened again, with everything in it.
account-reopen = Open it again
account-reopen-not = Leave it closed
account-reopened = Your account is open again.
account-signed-out = You are signed out.
account-forgotten-title = A new password
account-forgotten-lead = Tell us your e-mail address. If an account has it, a letter with a link goes there; it is good for an hour.
account-forgotten-send = Send the link
account-reset-sent = If an account has this address, a letter is on its way. Look in your mail, also among the unwanted.
account-reset-title = Choose a new password
account-reset-lead = All your devices will be signed out. Then sign in with the new password.
account-reset-set = Set the password
account-password-set = Your password is set. Sign in with it.
account-joined = You are here. A letter is on its way to your address: open its link, so that you can sign in by it and have a new password sent.
account-applied = Your application is with those who run this pod. A letter is on its way to your address: open its link, so that we can write you when it is answered.
account-invite-title = Invite someone
account-invite-lead = Give a link to people you know. Who opens it can join this pod.
account-invite-approval = Those who run the pod have the last word.
account-invite-new = A new link
account-invite-link = Invitation
account-invite-note = For whom
account-invite-note-hint = Only you see this.
account-invite-uses = How many may join with it (1 to 25)
account-invite-days = For how many days (1 to 30)
account-invite-aspect = Who joins goes into
account-invite-no-aspect = No aspect
account-invite-aspect-hint = You then share with them what you share with that aspect.
account-invite-make = Make the link
account-invite-open =
    { $left ->
        [one] Good for { $left } more person until { $until }. Joined with it: { $used }.
       *[other] Good for { $left } more people until { $until }. Joined with it: { $used }.
    }
account-invite-over = Lets nobody in any more. Joined with it: { $used }.
account-invite-into = Who joins goes into { $aspect }.
account-invite-copy = Copy
account-invite-qr = QR code of the invitation link
account-invite-show-qr = Show as a QR code
account-invite-revoke = Take it back
account-invite-remove = Remove from the list
account-invited = The link is made. Give it to those it is for.
account-invitation-revoked = The link lets nobody in any more.
