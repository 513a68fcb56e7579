# Letters. Of each: subject, words, perhaps the words of its link, perhaps more.

mail-greeting = Hallo { $name },
mail-foot = Geschrieben von { $pod }, weil du dort ein Konto hast oder jemand deine Adresse angegeben hat.

mail-reset-subject = Ein neues Passwort für { $pod }
mail-reset-words = Jemand, hoffentlich du, möchte ein neues Passwort für dein Konto auf { $pod }. Der Link gilt einmal und eine Stunde lang.
mail-reset-link = Neues Passwort wählen
mail-reset-more = Wenn du das nicht warst, musst du nichts tun: Dein Passwort bleibt, wie es ist.

mail-already-here-subject = Du hast schon ein Konto auf { $pod }
mail-already-here-words = Jemand, hoffentlich du, wollte { $pod } mit dieser Adresse beitreten. Sie hat schon ein Konto, deshalb wurde nichts geändert.
mail-already-here-link = Ich habe mein Passwort vergessen
mail-already-here-more = Wenn du das nicht warst, musst du nichts tun.

mail-application-accepted-subject = Willkommen auf { $pod }
mail-application-accepted-words = Deine Anfrage wurde angenommen. Du kannst dich jetzt anmelden.
mail-application-accepted-link = Anmelden

mail-application-declined-subject = Deine Anfrage an { $pod }
mail-application-declined-words = Deine Anfrage, { $pod } beizutreten, wurde abgelehnt. Es gibt andere Pods; von jedem aus kannst du mit den Menschen hier sprechen.

mail-new-application-subject = Jemand möchte { $pod } beitreten
mail-new-application-words = { $username } möchte { $pod } beitreten und wartet auf eine Antwort.
mail-new-application-link = Anfragen ansehen

mail-new-device-subject = Ein neues Gerät in deinem Konto
mail-new-device-words = Jemand, hoffentlich du, hat sich mit einem neuen Gerät bei deinem Konto auf { $pod } angemeldet: { $device }.
mail-new-device-link = Ansehen, wo du angemeldet bist
mail-new-device-more = Wenn du das nicht warst, melde das Gerät ab und ändere dein Passwort.

mail-password-changed-subject = Dein Passwort wurde geändert
mail-password-changed-words = Das Passwort deines Kontos auf { $pod } wurde geändert. Alle anderen Geräte wurden abgemeldet.
mail-password-changed-link = Sicherheit deines Kontos ansehen
mail-password-changed-more = Wenn du das nicht warst, wähle beim Anmelden „Passwort vergessen“ und hol dir dein Konto zurück.

mail-email-confirm-subject = Ist das deine Adresse?
mail-email-confirm-words = Jemand, hoffentlich du, möchte diese Adresse für ein Konto auf { $pod } verwenden. Der Link gilt einmal und einen Tag lang.
mail-email-confirm-link = Diese Adresse verwenden
mail-email-confirm-more = Wenn du das nicht warst, musst du nichts tun: Die Adresse wird nicht verwendet.

mail-email-changed-subject = Die Adresse deines Kontos wurde geändert
mail-email-changed-words = Dein Konto auf { $pod } hat jetzt eine andere E-Mail-Adresse. An diese hier kommen keine Briefe mehr.
mail-email-changed-link = Das war ich nicht: diese Adresse zurückholen
mail-email-changed-more = Der Link gilt einmal und drei Tage lang. Er meldet auch alle Geräte ab; wähle danach ein neues Passwort.

mail-codes-locked-subject = Zu viele falsche Codes
mail-codes-locked-words = Jemand, der dein Passwort auf { $pod } kennt, hat viele falsche Codes versucht. Eine Zeit lang wird kein Code angenommen.
mail-codes-locked-link = Sicherheit deines Kontos ansehen
mail-codes-locked-more = Wenn du das nicht warst, ändere bald dein Passwort. Warte eine Viertelstunde, bevor du dich wieder anmeldest.

mail-second-step-on-subject = Ab jetzt wird nach einem Code gefragt
mail-second-step-on-words = Dein Konto auf { $pod } fragt ab jetzt neben dem Passwort nach einem Code. Alle anderen Geräte wurden abgemeldet.
mail-second-step-on-link = Sicherheit deines Kontos ansehen
mail-second-step-on-more = Wenn du das nicht warst, wähle beim Anmelden „Passwort vergessen“ und schreib denen, die den Pod betreiben.

mail-second-step-off-subject = Es wird nicht mehr nach einem Code gefragt
mail-second-step-off-words = Dein Konto auf { $pod } fragt neben dem Passwort nicht mehr nach einem Code. Alle anderen Geräte wurden abgemeldet.
mail-second-step-off-link = Sicherheit deines Kontos ansehen
mail-second-step-off-more = Wenn du das nicht warst, ändere jetzt dein Passwort und schalte den zweiten Schritt wieder ein.

mail-account-closing-subject = Dein Konto ist geschlossen
mail-account-closing-words = Dein Konto auf { $pod } ist geschlossen. Niemand sieht mehr etwas von dir. In sieben Tagen wird alles, was darin ist, endgültig gelöscht.
mail-account-closing-link = Anmelden, um es wieder zu öffnen
mail-account-closing-more = Wenn du das nicht warst, melde dich an, öffne es wieder und ändere dein Passwort.
mail-account-shut-subject = Die Moderation hat dein Konto geschlossen
mail-account-shut-words = Die Moderation von { $pod } hat dein Konto geschlossen. Niemand sieht mehr etwas von dir, und in sieben Tagen wird alles darin endgültig gelöscht.
mail-account-shut-more = Du kannst es nicht selbst wieder öffnen. Wenn du meinst, dass es ein Irrtum war, schreib denen, die den Pod betreiben.
mail-account-given-back-subject = Dein Konto ist wieder offen
mail-account-given-back-words = Die, die { $pod } betreiben, haben dein Konto wieder geöffnet. Alles ist, wie es war.
mail-account-given-back-link = Anmelden

mail-account-closed-subject = Dein Konto ist gelöscht
mail-account-closed-words = Alles, was in deinem Konto auf { $pod } war, ist gelöscht, auch diese Adresse. Dein Name bleibt vergeben, damit sich niemand für dich ausgeben kann. Leb wohl.

mail-account-reopened-subject = Dein Konto ist wieder offen
mail-account-reopened-words = Jemand, hoffentlich du, hat sich angemeldet und dein Konto auf { $pod } wieder geöffnet. Alles ist, wie es war.
mail-account-reopened-more = Wenn du das nicht warst, wähle beim Anmelden „Passwort vergessen“ und hol dir dein Konto zurück.
mail-account-moved-subject = Du bist auf einen anderen Pod umgezogen
mail-account-moved-words = Dein Konto auf { $pod } führt ab jetzt zu { $to }, und alle, die dich kennen, erfahren es. In sieben Tagen wird alles darin endgültig gelöscht.
mail-account-moved-more = Wenn du das nicht warst, schreib sofort denen, die den Pod betreiben.

mail-test-subject = Briefe kommen an
mail-test-words = { $pod } kann Briefe verschicken. Diesen hast du selbst angefordert.
