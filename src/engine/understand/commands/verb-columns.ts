import type { Column, Table } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { happening } from './happenings.ts'
import type { Scope } from './scope.ts'
import { columnNamed } from './table-names.ts'

/** What a verb says of a row, as the nouns that name such a column: "dura 40 minutos" -> `duracion`. `money`: any amount of money will do. */
type Saying = { readonly verb: RegExp; readonly nouns: readonly string[]; readonly money?: true }

const saying = (verb: RegExp, nouns: string, money?: true): Saying => ({ verb, nouns: nouns.split(' '), ...(money ? { money } : {}) })

const sayings: readonly Saying[] = [
  saying(/(?:cuestan?|valen?|costara|valdra|costs?|is priced at)/, 'precio pvp tarifa cuota price fee', true),
  saying(/(?:duran?|durara|tardan?|se tarda(?: en)?|lasts?|takes?)/, 'duracion minutos tiempo duration minutes length'),
  saying(/(?:cobran?|cobrara|ganan?|earns?|makes?|gets paid)/, 'sueldo salario tarifa salary wage pay rate', true),
  saying(/(?:pesan?|weighs?)/, 'peso weight'),
  saying(/(?:miden?|measures?)/, 'altura estatura talla longitud height length size'),
  saying(
    /(?:viven?(?: en)?|lives?(?: in)?|(?:se )?(?:ha|han) (?:mudado|trasladado|ido a vivir) a|se (?:muda|mudan|mudo|traslada|va a vivir|va a mudar) a|(?:has |have )?moved to|is moving to|moves to)/,
    'ciudad poblacion localidad municipio city town direccion address',
  ),
  saying(/(?:trabajan?(?: en| para)?|works?(?: in| for| at))/, 'departamento oficina empresa tienda department office company store'),
  saying(/(?:dependen? de|reportan? a|reports? to|answers? to)/, 'jefe responsable supervisor manager boss'),
  saying(/(?:entregan?(?: en)?|delivers?(?: in)?)/, 'plazo entrega delivery'),
  saying(/(?:caducan?|vencen?|expires?)(?: el| on)?/, 'caducidad vencimiento expiry due'),
  saying(/(?:nacio|nacieron|was born)(?: el| on)?/, 'nacimiento birth'),
]

const done = /(?:se |nos l[ao]s? |l[ao]s? |was |were |has been |have been )?(?:ha |han )?(\S+(?:o|aron|ieron|ado|ido|ed|aid))/

/** Every verb that says something of a row, as one pattern. */
export const anyVerb = new RegExp(sayings.map((s) => s.verb.source).join('|'))

/** Something done to a row: "se pagó en efectivo", "was delivered yesterday". */
export const deed = done

const named = (table: Table, noun: string): Column | null =>
  columnNamed(table, [{ kind: 'word', text: noun, norm: noun, start: 0, end: 0 }], false)

const moneyOf = (table: Table, scope: Scope): readonly Column[] =>
  table.columns.filter((c) => scope.knowledge.natures.get(`${table.name}.${c.name}`)?.money === true)

/** Columns of a table that a verb may speak of, best first. */
export const columnsSaid = (verb: string, table: Table, scope: Scope): readonly Column[] => {
  const said = sayings.find((s) => new RegExp(`^(?:${s.verb.source})$`).test(verb))
  if (!said) return []
  const found = said.nouns.flatMap((noun) => named(table, noun) ?? [])
  const money = said.money ? moneyOf(table, scope) : []
  return [...new Set([...found, ...(money.length === 1 ? money : [])])]
}

/** Columns named after what was done: "se pagó" -> `forma_pago`, `fecha_pago`. */
export const columnsDone = (verb: string, table: Table, language: Language): readonly Column[] => {
  const noun = happening(verb, language)
  if (noun === null) return []
  const first = named(table, noun)
  const holding = table.columns.filter((c) => c.name.toLowerCase().split(/[_\s]/).includes(noun))
  return [...new Set([...(first ? [first] : []), ...holding])]
}
