# Para empezar, en tres pasos.

start-step-profile = Nombre e imagen
start-step-tags = Lo que te interesa
start-step-people = Personas que quizá conoces
start-welcome = Te damos la bienvenida a { $name }
start-profile-lead = Tres pasos cortos. Puedes omitir cualquiera y volver más tarde.
start-next = Siguiente
start-skip = Omitir este paso
start-done = A tu flujo
start-tags-lead = Las publicaciones públicas con estas etiquetas llegan a tu flujo. Nadie ve qué etiquetas sigues.
start-tags-some = Algunas etiquetas
start-tags-own = Otras etiquetas
start-tags-hint = Por ejemplo: #coro #masamadre
start-tags-offered = música, fotografía, libros, naturaleza, cocina, jardín, ciclismo, arte, ciencia, cine, viajes, opensource
start-people-lead = Pon personas en un aspecto para compartir con ellas. Se enteran de que compartes, no de en qué aspecto están.
start-people-empty = Todavía nadie que sugerir
start-people-empty-text = Estás entre los primeros aquí. Invita a las personas que conoces.
start-invite = Invitar a alguien
