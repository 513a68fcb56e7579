# Ablehnungen beim Benachrichtigen.

error-telling-choice = Diese Wahl gibt es nicht.
error-telling-zone = Diesen Ort gibt es in der Liste nicht. Wähle einen daraus.
error-telling-quiet = Gib zwei verschiedene Tageszeiten an.
error-telling-device = Dieser Browser sagt von sich, was nicht sein kann. Versuche es noch einmal.
error-telling-devices = Es erfahren schon so viele Geräte davon. Entferne erst eines.
