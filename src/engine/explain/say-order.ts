import type { Language } from '#contracts/plan.ts'
import type { Order } from '#contracts/query-plan.ts'
import { listed } from './format-value.ts'
import type { Speech } from './speech.ts'
import { kindOf, type ValueKind } from './value-kind.ts'

const directionWords: Readonly<Record<Language, Readonly<Record<ValueKind, Readonly<Record<Order['direction'], string>>>>>> = {
  es: {
    text: { asc: 'de la A a la Z', desc: 'de la Z a la A' },
    time: { asc: 'de más antiguo a más reciente', desc: 'de más reciente a más antiguo' },
    truth: { asc: '(primero los «no»)', desc: '(primero los «sí»)' },
    amount: { asc: 'de menor a mayor', desc: 'de mayor a menor' },
  },
  en: {
    text: { asc: 'from A to Z', desc: 'from Z to A' },
    time: { asc: 'oldest first', desc: 'newest first' },
    truth: { asc: '("no" first)', desc: '("yes" first)' },
    amount: { asc: 'lowest first', desc: 'highest first' },
  },
}

/** "importe de mayor a menor y nombre de la A a la Z". */
export const sayOrder = (orders: readonly Order[], speech: Speech): string =>
  listed(
    orders.map(
      (o) => `${speech.say.expression(o.expression, speech)} ${directionWords[speech.language][kindOf(o.expression, speech)][o.direction]}`,
    ),
    speech.language,
  )
