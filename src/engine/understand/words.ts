/** Words that carry structure rather than content: never linked to tables, columns or values on their own. */
const list = (text: string): readonly string[] => text.split(/\s+/).filter((w) => w !== '')

const spanish = `el la los las un una unos unas lo al del de a ante con contra desde en entre hacia hasta para por segun sin sobre tras y e o u ni que
  qe como cual cuales quien quienes cuyo cuya cuyos cuyas se me te nos os le les su sus mi mis tu tus nuestro nuestra nuestros nuestras este esta estos estas ese esa
  esos esas aquel aquella aquellos esto eso es son era eran fue fueron ser sido estan estamos soy somos hay haya hubo habia ha han he hemos
  haber tener tiene tienen tenemos tenga tengan tenido tuvo tuvieron muy mas menos tan tanto ya aun todavia tambien solo solamente nada mas no si nunca jamas cada todo toda
  todos todas ambos otro otra otros otras mismo misma mismos mismas cuando donde cuanto cuanta cuantos cuantas porque pero pues entonces
  ahora dime dame muestra muestrame ensena ensename quiero necesito saber ver lista listame listado enumera busca buscame encuentra saca sacame ponme pon
  puedes podrias favor gracias hola oye ordena ordenado ordenados ordenada ordenadas ordenalo ordenalos cual vez aparece aparecen hecho hecha hechos hechas hace hacen hizo hicieron algun alguna algunos algunas ningun ninguna ninguno nadie nadie cuyos sea sean siguen sigue seguimos actualmente nuestras libre`

const english = `the a an of in on at by for from to into with without within about over under between among and or nor but not no yes never ever is are was
  were be been being am do does did done doing have has had having i me my we us our you your he him his she her it its they them their this that these
  those there here what which who whom whose when where why how many much any some all each every both more most less least other others another same so
  than then too very just only also as if while please show list give tell find get return display want need know see let can could would should may
  shall will select me s t names's along together either else nor whether per belong belongs contain contains ones came come comes go goes went`

export const functionWords: ReadonlySet<string> = new Set([...list(spanish), ...list(english)])

/** Small words that may stand inside a name: "tipo de habitación", "date of birth". */
export const innerWords: ReadonlySet<string> = new Set(list('de del la el los las of the y en a'))

const spanishMarks = new Set(
  list(`el los las un una del de en que qué cual cuales quien cuantos cuantas cuanto cuanta por para con sin y mas menos cada todos todas dame dime
  muestra muestrame lista este esta mes ano ultimo ultimos ultimas pasado entre desde hasta hay son tienen tiene su sus mi mis nuestros al se no nos la lo les ha han crea borra anade
  pon quita cambia sube baja ahora solo ordena ordenalo clientes pedidos ventas hola ayuda gracias suma media porcentaje mayor menor tabla columna como cuando donde es esta hoy ayer manana`),
)
const englishMarks = new Set(
  list(`the of in what which who how many much by for with without and more less each every all give show list me tell this that last month year between since until there are is have has
  had their his her its my our was were does do did not no to from add delete remove create change set update rename drop insert hello help thanks only sort order total average percentage table column when where
  than at least most per whose find return than on as an`),
)
const foreignMarks = new Set(
  list(`combien quels quelles quel quelle les des une avec dans sont est nous vous qui mois derniere dernier wie viele welche der die das und mit ohne ist sind im letzten monat kunden
  quanti quante quali gli della delle degli sono nel ultimo mese quais quantos quantas foram nao uma dos das ultimo mes quants quantes els aquest`),
)

/** How many words of the text belong to each language's small words. */
export const languageEvidence = (norms: readonly string[]): { readonly es: number; readonly en: number; readonly other: number } => {
  const count = (marks: ReadonlySet<string>): number => norms.filter((n) => marks.has(n)).length
  return { es: count(spanishMarks), en: count(englishMarks), other: count(foreignMarks) }
}
