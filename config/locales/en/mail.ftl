# Letters. Of each: subject, words, perhaps the words of its link, perhaps more.

mail-greeting = Hello { $name },
mail-foot = Written by { $pod }, because you have an account there or somebody used your address.

mail-reset-subject = A new password for { $pod }
mail-reset-words = Somebody, hopefully you, asked for a new password for your account on { $pod }. The link works once, for one hour.
mail-reset-link = Choose a new password
mail-reset-more = If it was not you, do nothing: your password stays as it is.

mail-already-here-subject = You already have an account on { $pod }
mail-already-here-words = Somebody, hopefully you, wanted to join { $pod } with this address. It already has an account, so nothing was changed.
mail-already-here-link = I forgot my password
mail-already-here-more = If it was not you, do nothing.

mail-application-accepted-subject = Welcome to { $pod }
mail-application-accepted-words = Your application was accepted. You can sign in now.
mail-application-accepted-link = Sign in

mail-application-declined-subject = Your application to { $pod }
mail-application-declined-words = Your application to join { $pod } was declined. There are other pods; you can talk with people here from any of them.

mail-new-application-subject = Somebody wants to join { $pod }
mail-new-application-words = { $username } has applied to join { $pod } and waits for an answer.
mail-new-application-link = Look at the applications

mail-new-device-subject = A new device on your account
mail-new-device-words = Somebody, hopefully you, signed in to your account on { $pod } with a device that was not used before: { $device }.
mail-new-device-link = See where you are signed in
mail-new-device-more = If it was not you, sign that device out and change your password.

mail-password-changed-subject = Your password was changed
mail-password-changed-words = The password of your account on { $pod } was changed. All other devices were signed out.
mail-password-changed-link = Look at your account's security
mail-password-changed-more = If it was not you, choose “I forgot my password” where one signs in, and take your account back.

mail-email-confirm-subject = Is this your address?
mail-email-confirm-words = Somebody, hopefully you, wants to use this address for an account on { $pod }. The link works once, for one day.
mail-email-confirm-link = Use this address
mail-email-confirm-more = If it was not you, do nothing: the address will not be used.

mail-email-changed-subject = The address of your account was changed
mail-email-changed-words = Your account on { $pod } has another e-mail address now. This one gets no more letters.
mail-email-changed-link = It was not me: take this address back
mail-email-changed-more = The link works once, for three days. It also signs all devices out; then choose a new password.

mail-codes-locked-subject = Too many wrong codes
mail-codes-locked-words = Somebody who knows your password on { $pod } has tried many wrong codes. For a while, no code is taken.
mail-codes-locked-link = Look at your account's security
mail-codes-locked-more = If it was not you, change your password soon. Wait a quarter of an hour before you sign in again.

mail-second-step-on-subject = A code is asked for from now on
mail-second-step-on-words = Your account on { $pod } asks for a code besides the password from now on. All other devices were signed out.
mail-second-step-on-link = Look at your account's security
mail-second-step-on-more = If it was not you, choose “I forgot my password” where one signs in, and write to who runs the pod.

mail-second-step-off-subject = No code is asked for any more
mail-second-step-off-words = Your account on { $pod } no longer asks for a code besides the password. All other devices were signed out.
mail-second-step-off-link = Look at your account's security
mail-second-step-off-more = If it was not you, change your password now and switch the second step on again.

mail-account-closing-subject = Your account is closed
mail-account-closing-words = Your account on { $pod } is closed. Nobody sees anything of you any more. In seven days all that it holds is deleted for good.
mail-account-closing-link = Sign in to open it again
mail-account-closing-more = If it was not you, sign in, open it again and change your password.
mail-account-shut-subject = The moderators have closed your account
mail-account-shut-words = The moderators of { $pod } have closed your account. Nobody sees anything of you any more, and in seven days all that it holds is deleted for good.
mail-account-shut-more = You cannot open it again yourself. If you think that it was a mistake, write to those who run the pod.
mail-account-given-back-subject = Your account is open again
mail-account-given-back-words = Those who run { $pod } have opened your account again. Everything is as it was.
mail-account-given-back-link = Sign in

mail-account-closed-subject = Your account is deleted
mail-account-closed-words = All that your account on { $pod } held is deleted, this address too. Your name stays taken, so that nobody can pretend to be you. Farewell.

mail-account-reopened-subject = Your account is open again
mail-account-reopened-words = Somebody, hopefully you, signed in and opened your account on { $pod } again. Everything is as it was.
mail-account-reopened-more = If it was not you, choose “I forgot my password” where one signs in, and take your account back.
mail-account-moved-subject = You have moved to another pod
mail-account-moved-words = Your account on { $pod } leads to { $to } from now on, and everybody who knows you is told. In seven days all that it holds is deleted for good.
mail-account-moved-more = If it was not you, write at once to those who run the pod.

mail-test-subject = Letters arrive
mail-test-words = { $pod } can send letters. You asked for this one yourself.
