/** Verbs that change data, by their imperative, folded: "borra", "pon". Clitics and infinitives are derived from them. */
const spanish =
  'borra elimina quita cambia pon marca pasa sube baja mueve asigna anula cancela actualiza corrige modifica da deja suma resta renombra anade agrega mete apunta anota registra cierra archiva retrasa adelanta aplaza activa desactiva haz rebaja aumenta incrementa vacia escribe rellena duplica traslada reserva matricula inscribe contrata vende crea guarda inserta introduce reduce descuenta confirma aprueba rechaza bloquea desbloquea publica completa finaliza descataloga suprime sustituye reemplaza convierte abre fija establece llama'

const english =
  'delete remove erase cancel mark set put move change update raise increase lower decrease reduce cut switch assign archive close activate deactivate block unblock approve reject complete confirm publish transfer rename add insert register record enter log book enrol enroll hire create clear flag reschedule postpone replace convert correct'

const imperatives = new Set(`${spanish} ${english}`.split(' '))
const base = new Set(english.split(' '))

const irregular: Readonly<Record<string, string>> = {
  poner: 'pon',
  meter: 'mete',
  hacer: 'haz',
  subir: 'sube',
  anadir: 'anade',
  escribir: 'escribe',
  mover: 'mueve',
  vender: 'vende',
  cerrar: 'cierra',
  inscribir: 'inscribe',
  corregir: 'corrige',
  reducir: 'reduce',
  introducir: 'introduce',
  suprimir: 'suprime',
  sustituir: 'sustituye',
  convertir: 'convierte',
  abrir: 'abre',
  aprobar: 'aprueba',
  establecer: 'establece',
  ponga: 'pon',
  haga: 'haz',
  suba: 'sube',
  mueva: 'mueve',
  anada: 'anade',
  meta: 'mete',
}

/** Formal and infinitive forms as the imperative: "borrar", "borre" -> "borra"; null for any other word. */
const plainForm = (word: string): string | null => {
  const form = irregular[word] ?? (/[a-z]{2}ar$/.test(word) ? word.slice(0, -1) : /[^aeiou]e$/.test(word) ? formal(word) : word)
  return imperatives.has(form) ? form : null
}

/** "active customers" are no order to activate them, though a polite one in Spanish is spelled so. */
const englishAdjective = 'active'

/** "marque" -> "marca", "borre" -> "borra". */
const formal = (word: string): string => {
  if (imperatives.has(word) || word === englishAdjective) return word
  return `${word
    .slice(0, -1)
    .replace(/qu$/, 'c')
    .replace(/gu$/, 'g')
    .replace(/([aeio])c$/, '$1z')}a`
}

/** A verb of change, with its clitic pronouns: "cámbialos" -> cambia + los, "pásaselos" -> pasa + selos. */
export type CommandVerb = { readonly verb: string; readonly clitic: string }

/** What verb of change a folded word is; null when it is none. */
export const commandVerb = (word: string): CommandVerb | null => {
  const whole = plainForm(word)
  if (whole !== null) return { verb: whole, clitic: '' }
  const parts = /^(.{2,}?)((?:se|me|nos)?l[aeo]s?|me|nos)$/.exec(word)
  const verb = parts && plainForm(parts[1] ?? '')
  return parts && verb ? { verb, clitic: parts[2] ?? '' } : null
}

/** The verb that an English participle comes from: "deleted" -> "delete"; null for any other word. */
export const ofParticiple = (word: string): string | null => {
  if (word === 'set' || word === 'put' || word === 'cut') return word
  const stem = /^(.+)ed$/.exec(word)?.[1]
  if (stem === undefined) return null
  return [stem, `${stem}e`, stem.slice(0, -1)].find((one) => base.has(one)) ?? null
}
