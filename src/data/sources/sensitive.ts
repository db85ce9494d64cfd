const secret =
  /(^|_)(password|passwd|passphrase|contrasena|clave_(acceso|secreta|privada)|hash|salt|secret|secreto|token|api_?key|private_?key|cvv|cvc|iban|numero_tarjeta|card_?number|credit_?card|ssn|pin)(_|$)/

const snake = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')

/** Credentials and bank data, told by the column's name: their stored values are never read for lookup. */
export const isSensitiveName = (name: string): boolean => secret.test(snake(name))
