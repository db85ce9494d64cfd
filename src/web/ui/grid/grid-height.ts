/** Pixels of the grid's parts; the theme is built with the same. */
export const rowHeight = 36
export const headerHeight = 40

/** Height of a grid that shows so many rows, with room for a sideways scrollbar. */
export const gridHeight = (rows: number): number => headerHeight + rows * rowHeight + 18
