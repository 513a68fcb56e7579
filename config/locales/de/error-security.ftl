# What cannot be about passwords, addresses, codes and closing.

error-password-wrong = Das ist nicht dein Passwort. Versuch es noch einmal.
error-password-short = Bitte mindestens { $least } Zeichen.
error-password-long = Bitte höchstens { $most } Zeichen.
error-password-common = Dieses Passwort wird mit als Erstes ausprobiert. Wähle ein anderes.
error-password-like-name = Das ist deinem Namen oder deiner Adresse zu ähnlich. Wähle ein anderes.
error-passwords-differ = Die beiden sind nicht gleich. Tippe das neue Passwort noch einmal.
error-email-unfit = An diese E-Mail-Adresse können wir nicht schreiben. Such nach einem Tippfehler oder nimm eine andere.
error-email-same = Das ist schon deine Adresse.
error-link-gone = Dieser Link wurde benutzt oder ist zu alt. Fordere einen neuen an.
error-code-wrong = Dieser Code stimmt nicht oder wurde benutzt. Warte auf den nächsten.
error-second-step-on = Der zweite Schritt ist schon eingeschaltet.
error-last-administrator = Du bist die einzige Person, die diesen Pod betreibt. Mach zuerst jemand anderen zum Administrator.
error-no-such-choice = Diese Wahl gibt es nicht. Wähle eine von denen auf der Seite.
