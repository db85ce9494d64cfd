import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, lastTurn } from './chat-screen.ts'
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

type Rows = {
  readonly result: { readonly columns: readonly { readonly name: string }[]; readonly rows: readonly (readonly unknown[])[] }
  readonly total: number
}

const rowsOf = async (page: Page, table: string, search: string): Promise<Rows> => {
  const response = await page.request.get(`/api/tables/${table}/rows?search=${encodeURIComponent(search)}`)
  expect(response.ok()).toBe(true)
  return response.json()
}

const priceOf = async (page: Page, product: string): Promise<number> => {
  const { result } = await rowsOf(page, 'productos', product)
  return Number(result.rows[0]?.[result.columns.findIndex((column) => column.name === 'precio')])
}

const product = 'Café en grano natural'
const update = `cambia el precio del producto ${product} 1 kg a 15,25`

const primary = (page: Page) => lastTurn(page).locator('.t7-confirm button[type=submit]')

describe('changing', () => {
  it('shows before and after, changes nothing until confirmed, and takes it back', async () => {
    const { page, complaints } = await openPage(browser, app.url)
    const before = await priceOf(page, product)
    const card = await ask(page, update)
    expect(await card.getAttribute('class')).toContain('t7-change-amber')
    expect(await card.innerText()).toMatch(/Antes[\s\S]+Después/)
    expect(await card.innerText()).toContain('15,25')
    expect(await primary(page).innerText()).not.toMatch(/^(ok|aceptar)$/i)
    expect(await priceOf(page, product)).toBe(before)
    await takePicture(page, 'change')
    await primary(page).click()
    const undo = page.getByRole('button', { name: 'Deshacer' })
    await undo.waitFor()
    expect(await priceOf(page, product)).toBe(15.25)
    await undo.click()
    await page
      .getByText(/^Deshecho el/)
      .first()
      .waitFor()
    expect(await priceOf(page, product)).toBe(before)
    expect(complaints).toEqual([])
  })

  it('can be dropped without doing it', async () => {
    const { page } = await openPage(browser, app.url)
    const before = await priceOf(page, product)
    await ask(page, update)
    await page.getByRole('button', { name: 'No hacerlo' }).click()
    await page.getByText('No se ha cambiado nada').first().waitFor()
    expect(await priceOf(page, product)).toBe(before)
  })

  it('asks twice, the second time for the name, before it drops a table, and brings it back with its rows', async () => {
    const { page } = await openPage(browser, app.url)
    const goals = (await rowsOf(page, 'objetivos', '')).total
    const card = await ask(page, 'elimina la tabla objetivos')
    expect(await card.getAttribute('class')).toContain('t7-change-red')
    await primary(page).click()
    const name = lastTurn(page).locator('.t7-typed input')
    await name.waitFor()
    expect(await primary(page).isDisabled()).toBe(true)
    await name.fill('objetivo')
    expect(await primary(page).isDisabled()).toBe(true)
    await name.fill('objetivos')
    await takePicture(page, 'drop')
    await primary(page).click()
    const undo = page.getByRole('button', { name: 'Deshacer' })
    await undo.waitFor()
    expect((await page.request.get('/api/tables/objetivos/rows')).status()).toBe(404)
    await undo.click()
    await page
      .getByText(/^Deshecho el/)
      .first()
      .waitFor()
    expect((await rowsOf(page, 'objetivos', '')).total).toBe(goals)
  })

  it('creates a table, uses it, and is found in the history with its undo after a restart', async () => {
    const { page } = await openPage(browser, app.url)
    await ask(page, 'crea una tabla proveedores con nombre obligatorio, email y teléfono')
    await primary(page).click()
    await page.getByRole('button', { name: 'Deshacer' }).waitFor()
    expect((await rowsOf(page, 'proveedores', '')).total).toBe(0)
    await app.stop('SIGKILL')
    await app.restart()
    const later = await openPage(browser, app.url)
    await later.page.getByRole('link', { name: 'Historial' }).click()
    const entry = later.page.locator('.t7-history-item', { hasText: 'crea una tabla proveedores' }).first()
    await entry.waitFor()
    await takePicture(later.page, 'history')
    await entry.getByRole('button', { name: 'Deshacer' }).click()
    await later.page.locator('.t7-history-item', { hasText: 'crea una tabla proveedores' }).getByText('Deshecho').first().waitFor()
    expect((await later.page.request.get('/api/tables/proveedores/rows')).status()).toBe(404)
  })

  it('says in words which rule a change would break, and does nothing', async () => {
    const { page } = await openPage(browser, app.url)
    const card = await ask(page, 'borra la zona Sur')
    await page.waitForTimeout(200)
    const confirm = primary(page)
    if ((await confirm.count()) > 0) await confirm.click()
    await lastTurn(page)
      .getByText('No se ha hecho nada')
      .or(page.getByText(/refer|clientes|agentes/i))
      .first()
      .waitFor()
    expect((await card.innerText()).length).toBeGreaterThan(10)
    expect((await rowsOf(page, 'zonas', 'Sur')).total).toBeGreaterThan(0)
  })
})
