import type { Piece } from '../../understand/pieces.ts'

/** What a text does with the answer before, beside what it says of the data. */
export type Moves = {
  /** "olvida eso": it begins again. */
  readonly fresh: boolean
  /** "en general": the filters go. */
  readonly reset: boolean
  /** "añade", "también": beside what is shown. */
  readonly add: boolean
  /** "también los de Sevilla": more rows, beside those there were. */
  readonly widen: boolean
  /** "quita la columna": no longer shown. */
  readonly hide: boolean
  /** "desglósalo": within the groups there are. */
  readonly split: boolean
  /** "en total": the groups go. */
  readonly total: boolean
  /** "compáralo con": both side by side. */
  readonly compare: boolean
  /** "anterior", "siguiente", "el mismo mes del año pasado": counted from the period before, not from today. */
  readonly shift: -1 | 1 | null
  readonly sameUnit: boolean
}

const says = {
  fresh:
    /^(?:olvida|olvidate|dejalo|deja eso|otra (?:cosa|pregunta|consulta)|cambiando de tema|nueva (?:pregunta|consulta)|empecemos de nuevo|forget|never mind|nevermind|new question|another (?:thing|question)|changing (?:the )?(?:topic|subject)|something else|different question|start over)\b/,
  reset:
    /\b(?:en general|en conjunto|globalmente|sin (?:ningun )?filtros?|sin filtrar|(?:quita|quitando|sin|borra) (?:el|los|todos los|ese|esos|este) filtros?|overall|in general|globally|without (?:any |the )?filters?|(?:remove|clear|drop) (?:the|all|all the|that) filters?|no filters?)\b/,
  add: /\b(?:anade(?:les?|me|lo)?|tambien|ademas|agrega(?:le|me)?|incluye|incluyendo|add|also|include|including|as well|junto con|y (?:cuant|el|la|su|sus)|and (?:the|their|its|his|her)|pon(?:me|le|les)?|con (?:su|sus|el|la)|with (?:their|its|the))\b/,
  widen: /\b(?:tambien|ademas|anade\w*|agrega\w*|incluy\w*|suma(?:le|les|me)|add|also|too|include|including|as well)\b/,
  hide: /^(?:y |ahora |pero |now |and )*(?:quita(?:me|le|les)?|oculta(?:me)?|esconde|saca|elimina|borra|omite|sin (?:la|el) (?:columna|campo)|no (?:me )?(?:muestres|ensenes|pongas)|hide|remove|drop|omit|take out|leave out|without the column|don't show|do not show)\b/,
  split:
    /\b(?:desglos\w*|desagrega\w*|divid\w*|separa(?:lo|la|los|las|do|dos|da|das)|detalla\w*|break (?:it|them|that|this|those)?\s*down|broken down|split (?:it|them|that)?|ademas por|tambien por|also by)\b/,
  total: /\b(?:en total|en conjunto|todo junto|in total|altogether|all together|overall total)\b/,
  compare: /\b(?:compar\w*|frente a(?:l)?|respecto a(?:l)?|versus|vs|compare\w*)\b/,
  back: /\b(?:anterior(?:es)?|previ[oa]s?|previous|prior|before that|year before|month before|week before|quarter before)\b/,
  ahead: /\b(?:siguientes?|following|next|que viene|proxim[oa]s?|after that)\b/,
  same: /\b(?:mism[oa]s? (?:mes|periodo|trimestre|semana|dia|fechas?|epoca)|same (?:month|period|quarter|week|day|time))\b/,
}

const addsTo = /^(?:y (?:el|la|su|sus|tambien)|tambien por)\b/

/** Reads what a text (lower case, without accents) does with the answer before. */
export const readMoves = (text: string): Moves => {
  const folded = text.replace(/^[¿¡\s]+/, '')
  const back = says.back.test(folded)
  const ahead = says.ahead.test(folded)
  return {
    fresh: says.fresh.test(folded),
    reset: says.reset.test(folded),
    add: says.add.test(folded) || addsTo.test(folded),
    widen: says.widen.test(folded),
    hide: says.hide.test(folded),
    split: says.split.test(folded),
    total: says.total.test(folded),
    compare: says.compare.test(folded),
    shift: back === ahead ? null : back ? -1 : 1,
    sameUnit: says.same.test(folded),
  }
}

const conversational =
  /^(?:compar|desglos|desagreg|separa|detalla|tambien|ademas|anade|agrega|incluye|ensena|muestra|quita|oculta|mism|refer|decir|dije|general|anterior|siguiente|lista|mejor|also|same|split|break|meant|mean|overall|instead|show|hide|previous|following|forget|olvida)/

/** Words that only say what is done with the answer before are no nouns left unexplained. */
export const withoutMoves = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.map((p) => (p.kind === 'word' && conversational.test(p.norm) ? { ...p, kind: 'small' } : p))

const leads = new Set(['and', 'which', 'count', 'list', 'all', 'sum', 'how_much', 'distinct', 'who', 'average'])
const articles = /^(?:los|las|the|a|al|nuestros|nuestras|mis|our|unos|unas|de|y|pero|but|no|me|por)$/

const correcting = /\b(?:me referia a|queria decir|quise decir|digo|mejor dicho|i mean|i meant|meant)\b/

/** The table a text turns to: named first, before anything is said of it ("¿y las visitas?", "no, me refería a los proveedores"). */
export const headTable = (pieces: readonly Piece[], folded: string): string | null => {
  const corrects = correcting.test(folded)
  for (const [at, piece] of pieces.entries()) {
    if (piece.kind === 'mention') {
      const best = piece.links.reduce((top, l) => Math.max(top, l.score), 0)
      const table = piece.links.find((l) => l.kind === 'table' && l.score >= 0.7 && l.score >= best - 0.06)
      if (!table) return null
      const before = pieces[at - 1]
      if (before?.kind === 'small' && !(corrects || /^(?:los|las|the|nuestr[oa]s|our)$/.test(before.norm))) return null
      const farther = pieces[at - 2]
      if (!corrects && farther?.kind === 'small' && !articles.test(farther.norm)) return null
      if (!corrects && farther?.kind === 'small' && /^(?:de|a|al|por)$/.test(farther.norm) && before?.kind === 'small') return null
      return table.table
    }
    if (piece.kind === 'cue' && !leads.has(piece.cue.name) && !(corrects && piece.cue.name === 'not')) return null
    if (piece.kind === 'cue' && /^(?:de|a|en|con|para|from|of) /i.test(piece.said)) return null
    if (piece.kind === 'number' || piece.kind === 'period' || piece.kind === 'quoted') return null
    if (piece.kind === 'word' && !corrects) return null
  }
  return null
}
