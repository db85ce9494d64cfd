import type { Token } from '../tokens.ts'
import { commandVerb, ofParticiple } from './command-verbs.ts'
import { find, findAt, has, trim, type Words } from './spans.ts'

const greeting =
  /(?:(?:hola|oye|oiga|mira|buenas(?: (?:tardes|noches))?|buenos dias|a ver|venga|vale|ok|okay|bueno|anda|hey|hi|hello|well|right|please|porfa|porfavor|por favor|gracias|cuando puedas|si puedes|when you can|if you can)(?: ,| !)?)/

const politeness =
  /(?:, )?(?:please|porfa|porfavor|por favor|si puedes|cuando puedas|cuando tengas un rato|if you can|when you can|muchas gracias|gracias|thank you|thanks)(?: !)?/

/** What leads up to the verb in a request; only cut where a verb of change follows. */
const requesting =
  /(?:(?:¿|¡) )?(?:(?:me |nos )?(?:puedes|podrias|puede|podria|podeis|podriais)|(?:can|could|would|will) you(?: please)?|would you mind|(?:yo )?(?:necesito|necesitamos|quiero|queria|queremos|quisiera|querria|me gustaria|hay que|habria que|tienes que|tenemos que|toca|vamos a|voy a|vas a|falta|hace falta)|(?:i|we) (?:need|want|have|would like) (?:you )?to|i'd like (?:you )?to|we'd like to|you (?:need|have) to|let's|go ahead and|make sure to|i want you to)/

/** "necesito guardar autores" asks for a place to keep them: the words that say so stay. */
const keeping = /^(?:guarda|registra|apunta|anota|crea|record|register|log)$/

const also = /(?:tambien|ademas|also)/
const alsoAtEnd = /(?:, )?(?:tambien|ademas|igualmente|too|as well)/

const token = (like: Token, text: string): Token => ({ ...like, kind: 'word', text, norm: text })

const cutFront = (words: Words): Words => {
  const lead = findAt(words, greeting)
  return lead && lead.to < words.length ? cutFront(words.slice(lead.to)) : words
}

/** Without greetings and thanks: they are never part of a name or a value. */
const withoutCourtesy = (words: Words): Words => {
  const rest = cutFront(words)
  const polite = find(rest, politeness)
  if (!polite || polite.to - polite.from >= rest.length) return rest
  const next = rest[polite.to]
  const to = next?.text === ',' && polite.from === 0 ? polite.to + 1 : polite.to
  return withoutCourtesy([...rest.slice(0, polite.from), ...rest.slice(to)])
}

/** "¿me puedes borrar ...?", "I need to add ...": the verb first, as an order. */
const asOrder = (words: Words): Words => {
  const lead = findAt(words, requesting)
  const first = words[lead ? lead.to : 0]
  const found = first?.kind === 'word' ? commandVerb(first.norm) : null
  if (!first || !found) return words
  if (lead && keeping.test(found.verb) && !/pued|podri|you/.test(lead.groups[0])) return words
  const rest = words.slice(lead ? lead.to + 1 : 1)
  const asked = lead !== null && rest.at(-1)?.text === '?' ? rest.slice(0, -1) : rest
  const verb = lead === null && found.clitic !== '' ? first : token(first, `${found.verb}${found.clitic}`)
  return [verb, ...asked]
}

/** "añade también el ...", "..., too". */
const withoutAlso = (words: Words): Words => {
  const end = find(words, alsoAtEnd)
  if (end && end.from > 0 && end.to === words.length) return withoutAlso(words.slice(0, end.from))
  const verb = words[0]?.kind === 'word' && commandVerb(words[0].norm) !== null
  const near = verb ? findAt(words, also, 1) : null
  const lead = findAt(words, /(?:y )?(?:tambien|ademas|also)(?: ,)?/)
  if (near) return [...words.slice(0, 1), ...words.slice(near.to)]
  const follows = lead ? words[lead.to] : undefined
  return lead && follows?.kind === 'word' && commandVerb(follows.norm) ? words.slice(lead.to) : words
}

const reported = /(?:me |nos )?(?:han|ha|hemos|he) (?:llegado|entrado|recibido|venido)|(?:we|i) (?:got|received|have received)/
const needless =
  /(?:,|que|y|ya|sobran?|no|nos|hacen?|falta|sirven?|valen?|l[ao]s?|usamos|usa|queremos|need|we|don't|not|longer|it|them|hay|habria|it's|wrong|estan?|mal|fue|un|error|gracias)/

/** Before the verb: what it acts on, without what was said of it in passing ("ya no hace falta"). */
const objectOf = (words: Words): Words => {
  let rest = trim(words, /^(?:y|e|and|que|entonces|pues|so|then)$/)
  const lead = findAt(rest, reported)
  if (lead) rest = rest.slice(lead.to)
  const aside = find(rest, /(?:, )?(?:(?:que )?ya no|ya|no longer|no|sobran?|hay que|habria que|que)(?: .*)?/)
  if (aside && aside.from > 0) {
    const tail = rest.slice(aside.from)
    if (tail.every((w) => findAt([w], needless))) return trim(rest.slice(0, aside.from))
  }
  return trim(rest)
}

const governing = /(?:donde|where|cuando|when|si|if|a los que|a las que|para que|al que|a la que)/

const generic = /^(?:cambia|actualiza|corrige|modifica|apunta|anota|pon|registra|update|change|correct|record)$/

/** "los de Utrera cámbialos a X" -> "cambia los de Utrera a X"; "a los fijos súbeles 150 euros" -> "súbeles 150 euros a los fijos". */
const verbFirst = (words: Words): Words => {
  for (let at = 1; at < words.length; at++) {
    const word = words[at]
    const found = word?.kind === 'word' ? commandVerb(word.norm) : null
    if (!word || !found || found.clitic === '' || /^(?:me|nos)$/.test(found.clitic)) continue
    const before = words.slice(0, at)
    if (
      before.some((w, i) => w.kind === 'word' && commandVerb(w.norm) !== null && (i === 0 || /^(?:,|y)$/.test(before[i - 1]?.norm ?? '')))
    )
      return words
    if (findAt(before, governing) || before.some((w) => /^[.;:]$/.test(w.text))) return words
    const object = objectOf(before)
    const after = trim(words.slice(at + 1), /^$/)
    if (object.length === 0 || after[0]?.norm === 'que') return words
    if (after.length === 0 && generic.test(found.verb)) return trim(before)
    return reordered(word, found.verb, found.clitic, object, words.slice(at + 1))
  }
  return words
}

const reordered = (word: Token, verb: string, clitic: string, object: Words, after: Words): Words => {
  if (verb === 'llama') return [token(word, 'renombra'), ...object, token(word, 'a'), ...after]
  const personal = /^(?:a|al)$/.test(object[0]?.norm ?? '')
  if (/^les?$/.test(clitic)) {
    const receiver = personal ? object : [token(word, 'a'), ...object]
    const reason = after.findIndex((w) => w.text === ',')
    const end = reason < 0 ? after.length : reason
    return [token(word, `${verb}${clitic}`), ...after.slice(0, end), ...receiver, ...after.slice(end)]
  }
  const thing = personal && object[0]?.norm === 'a' ? object.slice(1) : object
  return [token(word, verb), ...withoutOf(thing), ...after]
}

/** "en la tabla pedidos la columna obs" keeps its order: places do not take part. */
const withoutOf = (words: Words): Words => (/^(?:de)$/.test(words[0]?.norm ?? '') ? words.slice(1) : words)

/** "bookings of 2024 should be deleted" -> "delete bookings of 2024"; "..., delete them" alike. */
const passive = (words: Words): Words => {
  const modal = find(words, /(?:should|must|need to|needs to|have to|has to|can)(?: all| now)? be (\S+)/)
  const verb = modal && ofParticiple(modal.groups[1] ?? '')
  const last = modal && words[modal.to - 1]
  if (modal && verb && last && modal.from > 0 && !has(words.slice(0, modal.from), /(?:if|when|where|who|which)/))
    return [token(last, verb), ...words.slice(0, modal.from), ...words.slice(modal.to)]
  return pronounLast(words)
}

const pronounLast = (words: Words): Words => {
  for (let at = 2; at < words.length - 1; at++) {
    const [verb, pronoun] = [words[at], words[at + 1]]
    if (verb?.kind !== 'word' || ofParticiple(`${verb.norm}ed`.replace(/eed$/, 'ed')) === null) continue
    if (!/^(?:it|them)$/.test(pronoun?.norm ?? '')) continue
    const before = trim(words.slice(0, at), /^(?:so|please|and|then|just)$/)
    const first = before[0]?.norm ?? ''
    if (before.length === 0 || commandVerb(first) || findAt(before, governing)) return words
    const aside = find(before, /(?:, )?(?:(?:are|is) no longer needed|(?:are|is) not needed(?: any ?more)?|we (?:don't|no longer) need)/)
    const object = aside && aside.from > 0 && aside.to === before.length ? before.slice(0, aside.from) : before
    return [verb, ...object, ...words.slice(at + 2)]
  }
  return words
}

/** "fuera las citas de mayo": away with them. */
const away = (words: Words): Words => {
  const lead = findAt(words, /(?:fuera(?: con)?|away with|get rid of)/)
  const first = words[0]
  return lead && first && words.length > lead.to
    ? [token(first, first.norm === 'fuera' ? 'borra' : 'delete'), ...words.slice(lead.to)]
    : words
}

/**
 * The words of a command in their plain order: without courtesy, its verb first and as an imperative, then what it acts on. Words that are no
 * command come back as they were, but for courtesy.
 */
export const rephrase = (words: Words): Words => {
  const bare = withoutAlso(asOrder(withoutAlso(withoutCourtesy(words))))
  return away(passive(verbFirst(bare)))
}
