import type { Dialect } from '#contracts/catalog.ts'

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

const common = [
  ...words(
    'count sum avg min max total coalesce nullif ifnull iif abs round lower upper length trim ltrim rtrim substr substring replace instr',
  ),
  ...words('row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value'),
  ...words('ceil ceiling floor sqrt power pow exp ln log log2 log10 mod sign pi sin cos tan asin acos atan atan2 radians degrees trunc'),
  ...words('concat concat_ws current_date current_time current_timestamp cast'),
]

const sqlite = [
  ...words('group_concat string_agg date time datetime julianday strftime unixepoch timediff'),
  ...words('char unicode hex quote typeof likely unlikely like glob random printf format median percentile stddev variance'),
  ...words('json json_array json_object json_extract json_array_length json_type json_valid json_group_array json_group_object json_quote'),
  ...words('json_each json_tree'),
]

const mysql = [
  ...words('group_concat date_format date_add date_sub datediff timestampdiff year month day quarter week weekday dayofweek hour minute'),
  ...words(
    'second date now curdate str_to_date last_day left right locate lpad rpad if greatest least char_length json_extract json_unquote',
  ),
]

const duckdb = [
  ...words('date_trunc date_part extract date_diff datediff strftime strptime year month day quarter week dayofweek hour minute second'),
  ...words('median quantile_cont string_agg list array_agg stddev variance left right starts_with contains greatest least now today'),
  ...words('regexp_matches regexp_replace regexp_extract make_date age epoch strip_accents'),
]

/** Functions that statements of the dialects without PostgreSQL's grammar may call, in lower case. */
export const dialectFunctions: Readonly<Record<Exclude<Dialect, 'postgres'>, ReadonlySet<string>>> = {
  sqlite: new Set([...common, ...sqlite]),
  mysql: new Set([...common, ...mysql]),
  duckdb: new Set([...common, ...duckdb]),
}

/** Functions that may stand where a table does. */
export const tableFunctions: ReadonlySet<string> = new Set(['json_each', 'json_tree'])

/** Format texts with a width taken from a value, or a large one, make texts as long as anyone likes. */
export const isModestFormat = (text: string): boolean => !text.includes('*') && !/\d{3,}/.test(text)
