const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[_\s]+/g, ' ')
    .toLowerCase()

/** A chip's words: "mes pasado = octubre 2026". What was said goes first, unless the label says it already. */
export const assumptionText = (assumption: { readonly said: string | null; readonly label: string }): string => {
  const { said, label } = assumption
  return said === null || said === '' || plain(label).includes(plain(said)) ? label : `${said} = ${label}`
}
