const name = String.raw`(?:[\p{L}_][\p{L}\p{N}_$.]*|"[^"]+"|${'`'}[^${'`'}]+${'`'}|\[[^\]]+\])`

/** Words that come after "from" in plain language and name no table. */
const noTable = String.raw`(?!(?:the|a|an|my|our|this|that|last|next|each|every|all|el|la|los|las|un|una|mi|mis|este|esta)\b)`

const make = (pattern: string): RegExp => new RegExp(pattern.replaceAll('ONLY_NAMES', noTable).replaceAll('NAME', name), 'iu')

/** Openings that only SQL has: the second word or the punctuation tells them from plain language. */
const openings: readonly RegExp[] = [
  make(String.raw`^select\s+(?:distinct\s+|all\s+)?(?:\*|[-+(\d'"]|NAME\s*(?:\(|,|\.\*)|NAME(?:\s+as\s+NAME)?\s*,)`),
  make(
    String.raw`^select\s[\s\S]*\sfrom\s+(?:\(|ONLY_NAMESNAME\s*(?:$|;|,|\)|\s(?:as|where|group|order|limit|join|left|inner|right|full|cross|natural|having|union|except|intersect|offset|fetch|for|NAME\s*(?:$|,|where|on|join))\b))`,
  ),
  make(String.raw`^\(\s*select\s`),
  make(String.raw`^with\s+(?:recursive\s+)?NAME\s*(?:\([^)]*\)\s*)?as\s+(?:not\s+)?(?:materialized\s+)?\(`),
  make(String.raw`^insert\s+(?:or\s+\w+\s+)?into\s+NAME\s*(?:\(|values\b|select\b|default\s+values|as\s)`),
  make(String.raw`^replace\s+into\s+NAME`),
  make(String.raw`^update\s+(?:only\s+)?NAME\s+(?:(?:as\s+)?NAME\s+)?set\s+NAME\s*=`),
  make(String.raw`^update\s+NAME\s+set\s*\(`),
  make(String.raw`^delete\s+from\s+(?:only\s+)?NAME\s*(?:;|$|where\b|using\b|returning\b|(?:as\s+)?NAME\s+where\b)`),
  make(String.raw`^truncate\s+(?:table\s+)?NAME\s*(?:,|;|$|cascade|restrict|restart)`),
  make(String.raw`^create\s+(?:temp(?:orary)?\s+|unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?NAME\s*(?:\(|as\s+(?:select|with|\())`),
  make(
    String.raw`^create\s+(?:or\s+replace\s+)?(?:materialized\s+)?(?:recursive\s+)?view\s+(?:if\s+not\s+exists\s+)?NAME\s*(?:\([^)]*\)\s*)?as\s+(?:select|with|values|\()`,
  ),
  make(
    String.raw`^create\s+(?:unique\s+)?index\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?(?:NAME\s+)?on\s+NAME\s*(?:using\s+\w+\s*)?\(`,
  ),
  make(
    String.raw`^create\s+(?:or\s+replace\s+)?(?:function|procedure|trigger|extension|role|user|schema|database|type|sequence|policy|rule|domain|aggregate|language|server|publication|subscription|event\s+trigger|foreign\s+table)\s+(?:if\s+not\s+exists\s+)?NAME\s*(?:\(|;|$|as\b|before|after|instead|with|password|superuser|login|on\b|from\b|for\b|foreign|authorization)`,
  ),
  make(
    String.raw`^alter\s+(?:table|view|index|sequence|role|user|database|schema|type|function|system)\s+(?:if\s+exists\s+|only\s+)?NAME\s+(?:add|drop|alter|rename|set|reset|owner|enable|disable|validate|attach|detach|inherit|modify|with|superuser|password|login|=)`,
  ),
  make(String.raw`^alter\s+system\s`),
  make(
    String.raw`^drop\s+(?:table|view|materialized\s+view|index|schema|database|function|procedure|trigger|role|user|type|sequence|extension|owned\s+by)\s+(?:concurrently\s+)?(?:if\s+exists\s+)?NAME(?:\s*\([^)]*\))?\s*(?:,[\s\S]*)?(?:;|$|cascade|restrict|on\s)`,
  ),
  make(String.raw`^merge\s+into\s+NAME`),
  make(String.raw`^explain\s+(?:\(|analy[sz]e\b|verbose\b|query\s+plan\b|select\b|insert\b|update\b|delete\b|with\b)`),
  make(String.raw`^copy\s+(?:\(|NAME\s*(?:\([^)]*\)\s*)?(?:from|to)\s+(?:'|stdin|stdout|program))`),
  make(String.raw`^values\s*\(`),
  make(String.raw`^table\s+NAME\s*(?:;|$|limit|order)`),
  make(String.raw`^(?:grant\s[\s\S]+\sto|revoke\s[\s\S]+\sfrom)\s+NAME\s*(?:with\s+\w+\s+option\s*|cascade\s*)?(?:;|$)`),
  make(String.raw`^comment\s+on\s+(?:table|column|view|database|schema|function|index)\s+NAME\s+is\b`),
  make(String.raw`^do\s+(?:language\s+\w+\s+)?(?:\$|')`),
  make(String.raw`^call\s+NAME\s*\(`),
  make(
    String.raw`^(?:set|reset)\s+(?:(?:session|local)\s+)?(?:role|session\s+authorization|search_path|statement_timeout|transaction|all|[a-z]+_[a-z_]+|timezone)\b`,
  ),
  make(String.raw`^show\s+(?:all|search_path|tables|databases|[a-z]+_[a-z_]+)\s*;?$`),
  make(String.raw`^set\s+(?:(?:session|local)\s+)?NAME\s*(?:=|to\s)`),
  make(
    String.raw`^(?:begin|commit|rollback|abort|start\s+transaction|savepoint\s+NAME|release\s+(?:savepoint\s+)?NAME|end)(?:\s+(?:work|transaction))?\s*(?:;|$)`,
  ),
  make(String.raw`^(?:vacuum|reindex|cluster)(?:\s+(?:full|verbose|freeze|analyze|table|index|database|\([^)]*\)))*(?:\s+NAME)?\s*(?:;|$)`),
  make(String.raw`^(?:analy[sz]e(?:\s+verbose)?|checkpoint)\s*(?:;|$)`),
  make(String.raw`^(?:listen|unlisten|notify|discard|deallocate|execute)\s+(?:NAME|\*)\s*(?:;|$|,|\()`),
  make(String.raw`^prepare\s+NAME\s*(?:\([^)]*\)\s*)?as\s`),
  make(String.raw`^lock\s+(?:table\s+)?NAME\s*(?:;|$|in\s)`),
  make(String.raw`^(?:pragma\s+NAME\s*(?:;|$|=|\()|attach\s+(?:database\s+)?'|detach\s+(?:database\s+)?NAME\s*(?:;|$)|load\s+')`),
  make(
    String.raw`^(?:declare\s+NAME\s+[\s\S]*cursor|fetch\s+(?:all|next|\d+)\s+(?:from|in)\s|security\s+label|import\s+foreign|refresh\s+materialized)`,
  ),
]

const withoutComments = (text: string): string => {
  let rest = text.trim()
  for (;;) {
    const shorter = rest.replace(/^(?:--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;)\s*/, '').trim()
    if (shorter === rest) return rest
    rest = shorter
  }
}

const plainSelect = make(String.raw`^select\s+NAME\s+from\s+(NAME)\s*$`)

/**
 * Whether a person typed SQL rather than words: by how it begins, never by whether it is right or allowed. `select customers from Madrid`
 * is both: with the names of the `tables` it is SQL only where the last word is one.
 */
export const looksLikeSql = (text: string, tables: readonly string[] | null = null): boolean => {
  const statement = withoutComments(text)
  const plain = plainSelect.exec(statement)?.[1]
  if (plain !== undefined && tables !== null)
    return tables.some((table) => table.toLowerCase() === plain.replace(/^["`[]|["`\]]$/g, '').toLowerCase())
  return openings.some((opening) => opening.test(statement))
}
