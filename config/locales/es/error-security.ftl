# What cannot be about passwords, addresses, codes and closing.

error-password-wrong = Esa no es tu contraseña. Inténtalo otra vez.
error-password-short = Al menos { $least } caracteres, por favor.
error-password-long = Como mucho { $most } caracteres, por favor.
error-password-common = Esta contraseña es de las que se prueban primero. Elige otra.
error-password-like-name = Se parece demasiado a tu nombre o dirección. Elige otra.
error-passwords-differ = Las dos no son iguales. Escribe otra vez la contraseña nueva.
error-email-unfit = No podemos escribir a esta dirección de correo. Busca un error o usa otra.
error-email-same = Esa ya es tu dirección.
error-link-gone = Este enlace ya se usó o es demasiado antiguo. Pide uno nuevo.
error-code-wrong = Este código no es correcto o ya se usó. Espera al siguiente.
error-second-step-on = El segundo paso ya está activado.
error-last-administrator = Eres la única persona que administra este pod. Nombra primero a otra.
error-no-such-choice = Esa opción no existe. Elige una de las de la página.
