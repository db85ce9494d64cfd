import type { Text } from '../fill-text.ts'

/** About the ask itself and what surrounds it. */
export const askTexts: Readonly<Record<string, Text>> = {
  'ask.empty': {
    es: 'No has escrito nada. Pregunta algo de tus datos o pide un cambio.',
    en: 'You wrote nothing. Ask about your data or ask for a change.',
  },
  'ask.too_long': {
    es: 'El texto es demasiado largo ({length} caracteres; el máximo son {maximum}). Acórtalo.',
    en: 'The text is too long ({length} characters; the maximum is {maximum}). Shorten it.',
  },
  'ask.control_characters': {
    es: 'El texto tiene caracteres que no se pueden leer. Escríbelo de nuevo, sin copiar y pegar.',
    en: 'The text has characters that cannot be read. Type it again instead of pasting.',
  },
  'ask.no_words': {
    es: 'No veo palabras en lo que has escrito. Dilo con palabras.',
    en: 'I see no words in what you wrote. Say it in words.',
  },
  'ask.other_language': {
    es: 'Entiendo español e inglés. Dilo en uno de los dos.',
    en: 'I understand Spanish and English. Say it in one of them.',
  },
  'ask.not_found': { es: 'Esta pregunta ya no está. Vuelve a hacerla.', en: 'This question is no longer here. Ask it again.' },
  'ask.not_yours': {
    es: 'Este cambio lo pidió otra persona y solo ella puede confirmarlo.',
    en: 'Someone else asked for this change and only they can confirm it.',
  },
  'ask.not_waiting': {
    es: 'Este cambio ya no espera confirmación. Míralo en el historial.',
    en: 'This change is no longer waiting. See the history.',
  },
  'ask.already_applied': { es: 'Este cambio ya está hecho.', en: 'This change is already done.' },
  'ask.already_undone': { es: 'Este cambio ya está deshecho.', en: 'This change is already undone.' },
  'ask.nothing_to_undo': { es: 'Aquí no hay ningún cambio que deshacer.', en: 'There is no change to undo here.' },
  'ask.not_running': { es: 'Esta pregunta ya había terminado.', en: 'This question had already ended.' },
  'ask.busy': {
    es: 'Esta pregunta sigue en marcha. Espera a que termine o párala.',
    en: 'This question is still running. Wait for it to end, or stop it.',
  },
  'ask.wrong_name': {
    es: 'El nombre no coincide. Escribe exactamente «{expected}».',
    en: 'The name does not match. Type exactly "{expected}".',
  },
  'ask.stale': {
    es: 'Los datos han cambiado desde que lo viste. Vuelve a pedirlo para ver cómo quedaría ahora.',
    en: 'The data changed since you saw it. Ask again to see how it would be now.',
  },
  'ask.cancelled': { es: 'Lo has parado. No se ha cambiado nada.', en: 'You stopped it. Nothing has changed.' },
  'ask.failed': {
    es: 'T7 ha fallado con esto y ha quedado anotado. No se ha cambiado nada.',
    en: 'T7 failed at this and it was written down. Nothing has changed.',
  },
  'table.not_found': { es: 'No existe la tabla «{table}».', en: 'There is no table "{table}".' },
  'table.invalid_filter': { es: '«{value}» no vale para filtrar {column}.', en: '"{value}" cannot filter {column}.' },
  'compile.unknown_alias': {
    es: 'T7 ha preparado mal esta consulta. Dilo de otra forma.',
    en: 'T7 prepared this query wrongly. Say it in another way.',
  },
}
