/** A box placed by the layout; `x` is its rank. */
export type Box = { readonly x: number; readonly y: number; readonly height: number }

type Gaps = { readonly width: number; readonly across: number; readonly down: number }

const cutAt = <T extends Box>(rank: readonly T[], tallest: number, down: number): readonly (readonly T[])[] => {
  const columns: T[][] = []
  let used = Number.POSITIVE_INFINITY
  for (const box of rank) {
    if (used + box.height > tallest) {
      columns.push([])
      used = 0
    }
    columns.at(-1)?.push(box)
    used += box.height + down
  }
  return columns
}

const heightOf = (column: readonly Box[], down: number): number => column.reduce((sum, box) => sum + box.height + down, -down)

/**
 * Turns a layout of tall ranks into one about as wide as a screen: a rank higher than the whole should be goes on in further
 * columns, each centred. Layouts that are not too tall are left as they are.
 */
export const wrapRanks = <T extends Box>(boxes: readonly T[], gaps: Gaps): readonly T[] => {
  const area = boxes.reduce((sum, box) => sum + (gaps.width + gaps.across) * (box.height + gaps.down), 0)
  const tallest = Math.max(900, Math.sqrt(area / 1.6))
  const bottom = Math.max(0, ...boxes.map((box) => box.y + box.height))
  if (bottom <= tallest * 1.4) return boxes
  const ranks = Map.groupBy(boxes, (box) => Math.round(box.x))
  const columns = [...ranks.keys()]
    .sort((a, b) => a - b)
    .flatMap((x) =>
      cutAt(
        [...(ranks.get(x) ?? [])].sort((a, b) => a.y - b.y),
        tallest,
        gaps.down,
      ),
    )
  return columns.flatMap((column, at) => {
    let y = (tallest - heightOf(column, gaps.down)) / 2
    return column.map((box) => {
      const placed = { ...box, x: at * (gaps.width + gaps.across), y }
      y += box.height + gaps.down
      return placed
    })
  })
}
