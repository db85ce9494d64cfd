import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lastCard, lastTurn, questionBox } from './chat-screen.ts'
import { openBrowser, openPage } from './open-browser.ts'
import { type App, startApp } from './start-app.ts'

let app: App
let browser: Browser
beforeAll(async () => {
  app = await startApp()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await app?.remove()
})

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return ''
    return (element.getAttribute('aria-label') ?? element.textContent ?? '').trim()
  })

/** Presses Tab until what has the focus has that name. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let presses = 0; presses < 80; presses++) {
    if (name.test(await focused(page))) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached ${name}`)
}

describe('with the keyboard alone', () => {
  it('a change is asked for, confirmed and undone', async () => {
    const { page } = await openPage(browser, app.url)
    await questionBox(page).waitFor()
    await page.keyboard.type('añade la zona Extremadura')
    await page.keyboard.press('Enter')
    await lastCard(page, 1)
    const verb = await lastTurn(page).locator('.t7-confirm button[type=submit]').innerText()
    await page.keyboard.press('Tab')
    await page.evaluate(() => document.body.focus())
    await tabTo(page, new RegExp(`^${verb.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Deshacer' }).waitFor()
    await tabTo(page, /^Deshacer$/)
    await page.keyboard.press('Enter')
    await page
      .getByText(/^Deshecho el/)
      .first()
      .waitFor()
  })

  it('/ goes to the box, arrow up brings the last text back, ? lists the shortcuts', async () => {
    const { page } = await openPage(browser, app.url)
    await questionBox(page).waitFor()
    await page.keyboard.type('¿cuántos agentes hay?')
    await page.keyboard.press('Enter')
    await lastCard(page, 1)
    await questionBox(page).blur()
    await page.keyboard.press('/')
    expect(await questionBox(page).evaluate((box) => box === document.activeElement)).toBe(true)
    await page.keyboard.press('ArrowUp')
    expect(await questionBox(page).inputValue()).toBe('¿cuántos agentes hay?')
    await questionBox(page).fill('')
    await questionBox(page).blur()
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    expect(await dialog.innerText()).toContain('Ir a la caja de preguntas')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('Ctrl+K goes to a page', async () => {
    const { page } = await openPage(browser, app.url)
    await questionBox(page).waitFor()
    await page.keyboard.press('Control+k')
    const dialog = page.getByRole('dialog')
    await dialog.locator('input:focus').waitFor()
    await page.keyboard.type('estruct')
    await dialog.getByRole('option', { name: 'Estructura', selected: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/structure/, { waitUntil: 'commit' })
  })

  it('the first Tab offers to skip the menu', async () => {
    const { page } = await openPage(browser, app.url)
    await page.goto('/settings')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Saltar al contenido')
  })
})
