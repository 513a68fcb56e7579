# Refusals about being told.

error-telling-choice = There is no such choice.
error-telling-zone = There is no such place in the list. Choose one of them.
error-telling-quiet = Give two different times of the day.
error-telling-device = This browser says of itself what cannot be. Try again.
error-telling-devices = So many devices are told already. Remove one first.
