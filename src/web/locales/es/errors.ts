/** One entry per code, `<feature>.<what>`; `title` says what happened, `way` what to do. */
export const errors = {
  web: {
    unreachable: { title: 'No hay conexión con T7', way: 'Comprueba que T7 sigue en marcha y vuelve a intentarlo.' },
    stream_lost: {
      title: 'Se ha cortado la respuesta',
      way: 'Vuelve a preguntar. Si era un cambio, mira en el historial si llegó a hacerse.',
    },
    unexpected: { title: 'Algo ha fallado en esta página', way: 'Vuelve a cargarla. Si se repite, avisa a quien lleva T7: {{message}}' },
  },
  ask: {
    not_found: { title: 'Esta pregunta ya no está', way: 'Puede que se haya restaurado la demostración. Vuelve a hacerla.' },
    not_yours: { title: 'Este cambio lo pidió otra persona', way: 'Solo puede confirmarlo quien lo pidió.' },
    not_waiting: { title: 'Este cambio ya no espera confirmación', way: 'Ya se hizo o se canceló. Míralo en el historial.' },
    already_applied: { title: 'Este cambio ya está hecho', way: 'No hace falta confirmarlo otra vez. Míralo en el historial.' },
    nothing_to_undo: { title: 'Aquí no hay ningún cambio que deshacer', way: 'Busca el cambio en el historial.' },
    already_undone: { title: 'Este cambio ya está deshecho', way: 'Los datos están como antes de hacerlo.' },
    not_running: { title: 'Esta pregunta ya había terminado', way: 'Vuelve a abrir la conversación para ver la respuesta.' },
    failed: {
      title: 'T7 ha fallado con esta pregunta',
      way: 'No se ha cambiado nada y ha quedado anotado. Prueba a decirlo de otra manera.',
    },
    interrupted: {
      title: 'T7 se cerró antes de terminar',
      way: 'Vuelve a preguntar. Si era un cambio, mira en el historial si llegó a hacerse.',
    },
    not_kept: {
      title: 'No se ha podido guardar lo que has pedido',
      way: 'No se ha cambiado nada. Vuelve a intentarlo dentro de un momento.',
    },
    busy: { title: 'Esta pregunta sigue en marcha', way: 'Espera a que termine o párala.' },
    wrong_name: { title: 'El nombre no coincide', way: 'Escríbelo exactamente igual.' },
    stale: { title: 'Los datos han cambiado desde que lo viste', way: 'Vuelve a pedirlo para ver cómo quedaría ahora.' },
  },
  request: {
    not_json: { title: 'T7 no ha entendido la petición', way: 'Vuelve a cargar la página: puede que T7 se haya actualizado.' },
    invalid: { title: 'T7 no ha entendido la petición', way: 'Vuelve a cargar la página: puede que T7 se haya actualizado.' },
    too_large: { title: 'El texto es demasiado largo', way: 'Acórtalo: el máximo son 4000 caracteres.' },
    host: { title: 'T7 no atiende en esta dirección', way: 'Entra por la dirección que enseña T7 al arrancar.' },
    origin: { title: 'La petición venía de otra página', way: 'Abre T7 directamente en el navegador.' },
    not_found: { title: 'Aquí no hay nada', way: 'Puede que alguien lo haya borrado o le haya cambiado el nombre.' },
  },
  conversation: {
    not_found: { title: 'Esta conversación ya no está', way: 'Puede que se haya borrado. Empieza una nueva.' },
  },
  accuracy: {
    pair_not_found: { title: 'Esa pregunta ya no está en la lista', way: 'Vuelve a cargar la página: puede que alguien la haya quitado.' },
    sql_not_kept: { title: 'Ese SQL no se puede guardar', way: '{{reason}}' },
    too_many: { title: 'Hay demasiadas preguntas guardadas', way: 'Caben {{maximum}}: quita las que no te sirvan.' },
    nothing_to_measure: { title: 'Aún no hay preguntas que medir', way: 'Guarda una respuesta del chat o añade una a mano.' },
  },
  table: {
    not_found: { title: 'Esta tabla ya no está', way: 'Puede que se haya eliminado o tenga otro nombre. Elige otra de la lista.' },
    invalid_filter: {
      title: '«{{value}}» no vale para filtrar {{column}}',
      way: 'Escribe un valor del tipo de la columna: un número, o una fecha como 2026-11-15.',
    },
  },
  role: {
    not_allowed: { title: 'Tu rol no te deja hacer eso', way: 'Pídeselo a quien administra T7.' },
  },
  demo: {
    not_available: { title: 'Estos datos no son los de ejemplo', way: 'Solo se pueden restaurar los datos de ejemplo.' },
  },
  server: {
    busy: { title: 'Hay demasiadas peticiones a la vez', way: 'Espera unos segundos y vuelve a intentarlo.' },
    closing: { title: 'T7 se está cerrando', way: 'Vuelve a intentarlo cuando arranque otra vez.' },
    unexpected: { title: 'T7 ha fallado', way: 'Ha quedado anotado. Si se repite, avisa a quien lleva T7.' },
  },
  source: {
    unavailable: { title: 'La base de datos no responde', way: 'Espera unos segundos y vuelve a intentarlo.' },
    timeout: { title: 'La consulta tardaba demasiado y se ha parado', way: 'Acótala: menos meses, una zona o una categoría.' },
    cancelled: { title: 'La consulta se ha parado', way: 'No se ha cambiado nada.' },
    lock_timeout: { title: 'Otra persona está cambiando esos datos', way: 'Espera un momento y vuelve a intentarlo.' },
    failed: {
      title: 'La base de datos ha fallado',
      way: 'No se ha cambiado nada. Vuelve a intentarlo; si se repite, avisa a quien lleva T7.',
    },
    statement_error: { title: 'La base de datos no acepta esa consulta', way: 'Dilo de otra manera, o revisa el SQL.' },
    not_committed: { title: 'La base de datos no ha guardado el cambio', way: 'No se ha cambiado nada. Vuelve a intentarlo.' },
    type_mismatch: { title: 'Un valor no es del tipo de su columna', way: 'Revísalo: un número, una fecha como 15/11/2026, sí o no.' },
    unique_violation: { title: 'Ese valor ya existe y no se puede repetir', way: 'Usa otro, o cambia el que ya está.' },
    foreign_key_violation: { title: 'Otras filas dependen de esa', way: 'Cambia o borra antes las que la usan.' },
    permission_denied: { title: 'No tienes permiso para eso', way: 'Pídeselo a quien administra T7.' },
  },
  change: {
    stale: { title: 'Los datos han cambiado desde que lo viste', way: 'Vuelve a pedirlo para ver cómo quedaría ahora.' },
    already_undone: { title: 'Este cambio ya está deshecho', way: 'Los datos están como antes de hacerlo.' },
    too_large: {
      title: 'El cambio afecta a demasiadas filas para poder deshacerlo',
      way: 'Hazlo por partes: por fechas, por zonas o por categorías.',
    },
  },
  fallback: {
    forbidden: { title: 'No tienes permiso para ver esto', way: 'Pídeselo a quien administra T7.' },
    not_found: { title: 'Esto ya no existe', way: 'Puede que alguien lo haya borrado o le haya cambiado el nombre.' },
    too_much: { title: 'Es demasiado de una vez', way: 'Acota lo que pides y vuelve a intentarlo.' },
    operational: { title: 'T7 no ha podido hacerlo ahora', way: 'Vuelve a intentarlo dentro de un momento. Código: {{code}}' },
    user: { title: 'T7 no ha podido hacerlo así', way: 'Revisa lo que has pedido. Código: {{code}}' },
  },
}
