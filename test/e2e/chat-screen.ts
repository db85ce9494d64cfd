import type { Locator, Page } from 'playwright-core'

/** The question box, in either language. */
export const questionBox = (page: Page): Locator => page.getByRole('textbox', { name: /^(Tu pregunta o cambio|Your question or change)$/ })

export const lastTurn = (page: Page): Locator => page.locator('.t7-turn').last()

/** The card of the last turn once it has come to an end. */
export const lastCard = async (page: Page, turns: number): Promise<Locator> => {
  const turn = page.locator('.t7-turn').nth(turns - 1)
  const card = turn.locator('article.t7-card').first()
  const failure = turn.locator('.t7-turn-error')
  await card.or(failure).first().waitFor()
  if (await failure.isVisible()) throw new Error(await failure.innerText())
  return card
}

/** Types a text, sends it with the keyboard, and waits for its card. */
export const ask = async (page: Page, text: string): Promise<Locator> => {
  const turns = await page.locator('.t7-turn').count()
  await questionBox(page).fill(text)
  await questionBox(page).press('Enter')
  return lastCard(page, turns + 1)
}

export const sentence = (card: Locator): Promise<string> => card.locator('.t7-sentence').first().innerText()
