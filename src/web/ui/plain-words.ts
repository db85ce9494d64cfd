/** A text as it is searched: without accents or capitals. */
export const plainWords = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
