/** Key of the assumption that one reading of a whole text was meant; its values are readings. */
export const readingKey = 'reading'
