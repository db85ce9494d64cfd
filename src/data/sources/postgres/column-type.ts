import type { ColumnType } from '#contracts/catalog.ts'

const byName: Readonly<Record<string, ColumnType>> = {
  int2: 'integer',
  int4: 'integer',
  int8: 'integer',
  oid: 'integer',
  numeric: 'number',
  float4: 'number',
  float8: 'number',
  money: 'number',
  bool: 'boolean',
  date: 'date',
  timestamp: 'datetime',
  timestamptz: 'datetime',
  time: 'time',
  timetz: 'time',
  json: 'json',
  jsonb: 'json',
  uuid: 'uuid',
  bytea: 'binary',
  text: 'text',
  varchar: 'text',
  bpchar: 'text',
  char: 'text',
  name: 'text',
  citext: 'text',
  xml: 'text',
}

/** Names of PostgreSQL's own types by their fixed numbers. */
const namesByOid: Readonly<Record<number, string>> = {
  16: 'bool',
  17: 'bytea',
  18: 'char',
  19: 'name',
  20: 'int8',
  21: 'int2',
  23: 'int4',
  25: 'text',
  26: 'oid',
  114: 'json',
  142: 'xml',
  700: 'float4',
  701: 'float8',
  705: 'text',
  790: 'money',
  1042: 'bpchar',
  1043: 'varchar',
  1082: 'date',
  1083: 'time',
  1114: 'timestamp',
  1184: 'timestamptz',
  1266: 'timetz',
  1700: 'numeric',
  2950: 'uuid',
  3802: 'jsonb',
}

/** By the type's name in `pg_type` (a domain's: that of its base type). */
export const typeByName = (name: string, isEnum: boolean): ColumnType => (isEnum ? 'text' : (byName[name] ?? 'other'))

/** By its number, as results carry it. `texts`: numbers of types whose values are texts (enums, citext). */
export const typeByOid = (oid: number, texts: ReadonlySet<number>): ColumnType => {
  if (texts.has(oid)) return 'text'
  const name = namesByOid[oid]
  return name === undefined ? 'other' : (byName[name] ?? 'other')
}

export const moneyOid = 790
