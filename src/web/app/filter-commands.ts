import { plainWords } from '../ui/plain-words.ts'

/** Something the palette can do; `group` heads it in the list. */
export type Command = { readonly id: string; readonly group: string; readonly label: string; readonly run: () => void }

const rank = (label: string, words: readonly string[]): number => {
  if (!words.every((word) => label.includes(word))) return 0
  const first = words[0] ?? ''
  return label.startsWith(first) ? 3 : label.includes(` ${first}`) || label.includes(`_${first}`) ? 2 : 1
}

const most = 40

/** The commands whose label has every word typed, whatever the accents; within each group, those that start with it first. */
export const filterCommands = (commands: readonly Command[], typed: string): readonly Command[] => {
  const words = plainWords(typed).split(/\s+/).filter(Boolean)
  if (words.length === 0) return commands.slice(0, most)
  const groups = [...new Set(commands.map((command) => command.group))]
  return commands
    .map((command) => ({ command, rank: rank(plainWords(command.label), words) }))
    .filter((one) => one.rank > 0)
    .sort((a, b) => groups.indexOf(a.command.group) - groups.indexOf(b.command.group) || b.rank - a.rank)
    .map((one) => one.command)
    .slice(0, most)
}
