import { MysqlQueryCompiler, PostgresQueryCompiler, type RawBuilder, SqliteQueryCompiler } from 'kysely'
import type { Dialect } from '#contracts/catalog.ts'
import type { Statement } from '#contracts/verdict.ts'
import { isValue, type Scalar, typedPlaceholder, type Value, value, writeLiteral } from './literal.ts'

export type Fragment = RawBuilder<unknown>

const isScalar = (candidate: unknown): candidate is Scalar =>
  candidate === null || typeof candidate === 'string' || typeof candidate === 'number' || typeof candidate === 'boolean'

const asValue = (parameter: unknown): Value => {
  if (isValue(parameter)) return parameter
  if (isScalar(parameter)) return value(parameter, null)
  throw new TypeError(`not a value of SQL: ${typeof parameter}`)
}

const stored = (of: Scalar, dialect: Dialect): Scalar => (dialect === 'sqlite' && typeof of === 'boolean' ? Number(of) : of)

/** What each of Kysely's compilers does with a value: keep it as a parameter, or write it as a literal. */
type Writer = { readonly write: (of: Value, add: (parameter: Scalar) => void) => string }

const parameterWriter = (dialect: Dialect): Writer => {
  const seen = new Map<string, number>()
  let count = 0
  return {
    write: (of, add) => {
      const parameter = stored(of.value, dialect)
      if (dialect === 'sqlite' || dialect === 'mysql') {
        add(parameter)
        return typedPlaceholder('?', of.cast, dialect)
      }
      // The same value is the same parameter: `group by` and `select` must show equal expressions.
      const key = of.cast === null && of.context === '' ? null : JSON.stringify([parameter, of.cast, of.context])
      const known = key === null ? undefined : seen.get(key)
      if (known !== undefined) return typedPlaceholder(`$${known}`, of.cast, dialect)
      add(parameter)
      count += 1
      if (key !== null) seen.set(key, count)
      return typedPlaceholder(`$${count}`, of.cast, dialect)
    },
  }
}

const literalWriter = (dialect: Dialect): Writer => ({ write: (of) => writeLiteral(of.value, of.cast, dialect) })

class PostgresWriter extends PostgresQueryCompiler {
  readonly #writer: Writer
  constructor(writer: Writer) {
    super()
    this.#writer = writer
  }
  protected override appendValue(parameter: unknown): void {
    this.append(this.#writer.write(asValue(parameter), (added) => this.addParameter(added)))
  }
}

class SqliteWriter extends SqliteQueryCompiler {
  readonly #writer: Writer
  constructor(writer: Writer) {
    super()
    this.#writer = writer
  }
  protected override appendValue(parameter: unknown): void {
    this.append(this.#writer.write(asValue(parameter), (added) => this.addParameter(added)))
  }
}

class MysqlWriter extends MysqlQueryCompiler {
  readonly #writer: Writer
  constructor(writer: Writer) {
    super()
    this.#writer = writer
  }
  protected override appendValue(parameter: unknown): void {
    this.append(this.#writer.write(asValue(parameter), (added) => this.addParameter(added)))
  }
}

const compilerFor = (dialect: Dialect, writer: Writer): PostgresWriter | SqliteWriter | MysqlWriter => {
  switch (dialect) {
    case 'postgres':
    case 'duckdb':
      return new PostgresWriter(writer)
    case 'sqlite':
      return new SqliteWriter(writer)
    case 'mysql':
      return new MysqlWriter(writer)
  }
}

/** A fragment as SQL text of a dialect, once with parameters and once with its values written in. */
export const render = (fragment: Fragment, dialect: Dialect): Statement => {
  const node = fragment.toOperationNode()
  const id = { queryId: '' }
  const compiled = compilerFor(dialect, parameterWriter(dialect)).compileQuery(node, id)
  const inlined = compilerFor(dialect, literalWriter(dialect)).compileQuery(node, id)
  return { sql: compiled.sql, parameters: compiled.parameters.filter(isScalar), inlined: inlined.sql }
}

/** Only the text with values written in, as a CHECK or DEFAULT needs it. */
export const renderInlined = (fragment: Fragment, dialect: Dialect): string => render(fragment, dialect).inlined
