import type { Language } from '#contracts/plan.ts'

const greeting = /^(?:hola|buenas|buenos dias|buenas (?:tardes|noches)|hey|hi|hello|good (?:morning|afternoon|evening))\b/
const thanks = /^(?:gracias|muchas gracias|thanks|thank you|perfecto|genial|vale|ok|okay|great)\s*(?:por todo|!|\.)*$/
const help =
  /^(?:ayuda|help|socorro|que (?:puedes|sabes) hacer|como (?:funciona|funcionas|te uso)|que (?:te )?puedo (?:preguntar|pedir)(?:te)?|what can (?:you do|i ask)|how do(?:es)? (?:you|this|it) work|\?)[\s?!.]*$/

export type Talk = { readonly kind: 'help' | 'greeting' | 'thanks' }

/** Greetings, thanks and requests for help; `folded` is the text in lower case without accents. */
export const readTalk = (folded: string): Talk | null => {
  const text = folded.replace(/^[¿¡\s]+/, '').trim()
  if (help.test(text)) return { kind: 'help' }
  if (thanks.test(text)) return { kind: 'thanks' }
  return greeting.test(text) && text.split(/\s+/).length <= 4 ? { kind: 'greeting' } : null
}

export const talkSentence = (talk: Talk, language: Language): string => {
  if (talk.kind === 'thanks')
    return language === 'es' ? 'De nada. Cuando quieras, pregunta otra cosa.' : 'You are welcome. Ask me something else when you like.'
  const can =
    language === 'es'
      ? 'Pregúntame por tus datos con tus palabras («pedidos de este mes por zona»), pídeme cambios («sube un 3 % el precio de los refrescos») o estructura nueva («crea una tabla de proveedores con nombre y teléfono»). Todo cambio se enseña antes, se confirma y se puede deshacer.'
      : 'Ask about your data in your own words ("orders this month by zone"), ask for changes ("raise the price of soft drinks by 3%") or for new structure ("create a suppliers table with name and phone"). Every change is shown first, confirmed, and can be undone.'
  return talk.kind === 'greeting' ? `${language === 'es' ? 'Hola.' : 'Hello.'} ${can}` : can
}
