import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, lastCard, questionBox, sentence } from './chat-screen.ts'
import { openBrowser, openPage, takePicture } from './open-browser.ts'
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

describe('asking', () => {
  it('begins with examples from the data and the focus in the box', async () => {
    const { page, complaints } = await openPage(browser, app.url)
    await page.getByRole('heading', { name: 'Por ejemplo' }).waitFor()
    expect(await page.locator('.t7-welcome-examples button').count()).toBe(6)
    expect(await questionBox(page).evaluate((box) => box === document.activeElement)).toBe(true)
    await takePicture(page, 'welcome')
    expect(complaints).toEqual([])
  })

  it('answers every example it offers', async () => {
    const { page } = await openPage(browser, app.url)
    await page.locator('.t7-welcome-examples button').first().waitFor()
    const examples = await page.locator('.t7-welcome-examples button').allInnerTexts()
    for (const example of examples) {
      const card = await ask(page, example)
      const classes = (await card.getAttribute('class')) ?? ''
      const answered = (await card.locator('.t7-assumptions').count()) > 0 || classes.includes('t7-change')
      expect(answered, `${example}: ${await card.innerText()}`).toBe(true)
    }
  })

  it('answers a count in Spanish with a big figure', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, '¿Cuántos clientes tenemos?')
    expect(await sentence(card)).toContain('182')
    expect(await card.locator('.t7-figure-value').innerText()).toBe('182')
  })

  it('answers in English what is asked in English', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'How many customers do we have?')
    expect(await sentence(card)).toMatch(/182/)
    expect(await sentence(card)).toMatch(/\b(there are|customers|clients|is|total)\b/i)
  })

  it('draws a chart over time, with its table one press away', async () => {
    const { page, complaints } = await openPage(browser, app.url)
    const card = await ask(page, 'ventas por mes')
    await card.locator('canvas, svg[role], .t7-chart').first().waitFor()
    await takePicture(page, 'chart')
    await card.getByRole('button', { name: 'Tabla' }).click()
    await card.getByRole('grid').or(card.getByRole('treegrid')).or(card.getByRole('table')).first().waitFor()
    expect(complaints).toEqual([])
  })

  it('shows many rows in a grid of ten that opens, with search and CSV', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'clientes de la zona Sur')
    const grid = card.getByRole('grid').or(card.getByRole('treegrid')).first()
    await grid.waitFor()
    await takePicture(page, 'grid')
    const more = card.locator('.t7-open-grid')
    await more.click()
    expect(await more.getAttribute('aria-expanded')).toBe('true')
    const [download] = await Promise.all([page.waitForEvent('download'), card.getByRole('button', { name: 'CSV' }).first().click()])
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
  })

  it('shows the SQL, the plan in words and where the time went', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'pedidos cancelados en 2025')
    await card.getByRole('button', { name: 'SQL', exact: true }).click()
    expect(await card.locator('.t7-panel').innerText()).toMatch(/SELECT[\s\S]+cancelado/i)
    await card.getByRole('button', { name: 'Qué hace' }).click()
    expect((await card.locator('.t7-explanation').innerText()).length).toBeGreaterThan(20)
    await card.getByRole('button', { name: /Tiempo/ }).click()
    expect(await card.locator('.t7-panel').innerText()).toContain('Base de datos')
  })

  it('asks again with another value of what it assumed', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'ventas del mes pasado')
    const chips = card.locator('.t7-chip-edit')
    expect(await chips.count()).toBeGreaterThan(0)
    await chips.first().click()
    await card.locator('.dropdown-menu.show button').first().click()
    await lastCard(page, 2)
    expect(await page.locator('.t7-turn').count()).toBe(2)
  })

  it('asks which reading is meant where there are several, with choices to press', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'teléfonos')
    const choices = card.locator('.t7-choices button')
    expect(await choices.count()).toBeGreaterThan(1)
    await takePicture(page, 'clarify')
    await choices.first().click()
    const answer = await lastCard(page, 2)
    expect(await answer.locator('.t7-assumptions').count()).toBe(1)
  })

  it('follows the conversation, and finds it again after a reload', async () => {
    const { page } = await openPage(browser, app.url)
    await ask(page, 'clientes de la zona Norte')
    const second = await ask(page, '¿y los de la zona Sur?')
    const before = await sentence(second)
    await page.waitForURL(/\/c\//)
    await page.reload()
    expect(await sentence(await lastCard(page, 2))).toBe(before)
    const third = await ask(page, 'solo los activos')
    expect(await sentence(third)).not.toBe('')
  })

  it('says honestly what it could not understand, and offers something', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, '¿de qué color es el viento?')
    expect((await sentence(card)).length).toBeGreaterThan(10)
    expect(await card.locator('.t7-figure, [role=grid], [role=treegrid], canvas').count()).toBe(0)
  })

  it('refuses hand-written SQL that reads what it must not', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, "SELECT pg_read_file('/etc/passwd')")
    expect(await card.innerText()).toContain('No se ha hecho nada')
    expect(await card.innerText()).not.toContain('root:')
  })
})
