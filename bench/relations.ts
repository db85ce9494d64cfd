import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Relation } from '#contracts/catalog.ts'
import { defaultContentLimits } from '#data/sources/sqlite/catalog/contents.ts'
import { describeFile, inferRelations } from '#data/sources/sqlite/catalog/describe.ts'
import { openFile } from '#data/sources/sqlite/open.ts'

/**
 * How well relations are inferred: the declared foreign keys of every database in a folder (`<name>/<name>.sqlite`) are hidden and looked
 * for again. Databases that declare none are left out, as nothing tells what is right there. `--list` prints what was wrong and missed.
 *
 *   node bench/relations.ts <folder> [--list]
 */

const [folder, list] = process.argv.slice(2)
if (folder === undefined) throw new Error('node bench/relations.ts <folder> [--list]')

/** Relations by the columns that they pair, whatever their order and however names are spelled. */
const spelled = ({ from, to }: Relation): string =>
  from.columns
    .map((column, index) => `${from.table}.${column} -> ${to.table}.${to.columns[index]}`.toLowerCase())
    .sort()
    .join(', ')

const without = (a: ReadonlySet<string>, b: ReadonlySet<string>): readonly string[] => [...a].filter((one) => !b.has(one))

const total = { databases: 0, declared: 0, inferred: 0, right: 0 }
for (const name of readdirSync(folder).sort()) {
  const database = openFile(join(folder, name, `${name}.sqlite`), true)
  const { catalog, values } = describeFile(database, defaultContentLimits)
  const found = inferRelations(database, { catalog: { ...catalog, relations: [] }, values })
  database.close()
  const declared = new Set(catalog.relations.filter((one) => one.declared).map(spelled))
  if (declared.size === 0) continue
  const inferred = new Set(found.map(spelled))
  const [wrong, missed] = [without(inferred, declared), without(declared, inferred)]
  total.databases += 1
  total.declared += declared.size
  total.inferred += inferred.size
  total.right += inferred.size - wrong.length
  if (list === '--list') for (const line of [...wrong.map((w) => `+ ${w}`), ...missed.map((m) => `- ${m}`)]) console.log(name, line)
}
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)}%`
console.log(
  `${total.databases} databases, ${total.declared} declared relations: ${total.inferred} inferred, precision ${share(total.right, total.inferred)}, recall ${share(total.right, total.declared)}`,
)
