# What cannot be about passwords, addresses, codes and closing.

error-password-wrong = This is not your password. Try again.
error-password-short = At least { $least } characters, please.
error-password-long = At most { $most } characters, please.
error-password-common = This password is among those that are tried first. Choose another one.
error-password-like-name = This is too much like your name or address. Choose another one.
error-passwords-differ = The two are not the same. Type the new password again.
error-email-unfit = This is no e-mail address that we can write to. Look for a slip, or use another one.
error-email-same = This is your address already.
error-link-gone = This link was used or is too old. Ask for a new one.
error-code-wrong = This code is not right, or was used. Wait for the next one.
error-second-step-on = The second step is on already.
error-last-administrator = You are the only one who runs this pod. Make somebody else administrator first.
error-no-such-choice = There is no such choice. Choose one of those on the page.
