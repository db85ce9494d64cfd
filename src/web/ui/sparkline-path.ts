type Point = { readonly x: number; readonly y: number }

const inset = 5
const round = (value: number): number => Math.round(value * 10) / 10

/** An SVG path through the values, evenly spaced, the highest at the top; gaps where a value is null. `end` is the last known point. */
export const sparklinePath = (
  points: readonly { readonly y: number | null }[],
  width: number,
  height: number,
): { readonly path: string; readonly end: Point } => {
  const values = points.flatMap((point) => (point.y === null ? [] : [point.y]))
  const low = Math.min(...values)
  const span = Math.max(...values) - low
  const step = points.length > 1 ? (width - 2 * inset) / (points.length - 1) : 0
  const place = (value: number, index: number): Point => ({
    x: round(inset + index * step),
    y: round(span === 0 ? height / 2 : height - inset - ((value - low) / span) * (height - 2 * inset)),
  })
  let path = ''
  let end: Point = { x: 0, y: 0 }
  let pen = false
  for (const [index, point] of points.entries()) {
    if (point.y === null) {
      pen = false
      continue
    }
    end = place(point.y, index)
    path += `${pen ? 'L' : 'M'}${end.x} ${end.y}`
    pen = true
  }
  return { path, end }
}
