import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems, overflow } from './accessibility.ts'
import { ask, questionBox } from './chat-screen.ts'
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

const paths = ['/', '/data/clientes', '/structure', '/history', '/accuracy', '/settings'] as const
const sizes = { phone: { width: 360, height: 740 }, tablet: { width: 768, height: 1024 }, wide: { width: 1920, height: 1080 } }

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  it.each(paths)('%s is right for screen readers and weak eyes', async (path) => {
    const { page, complaints } = await openPage(browser, app.url, { colorScheme, reducedMotion: 'reduce' })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await takePicture(page, `${colorScheme} ${path}`)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('a conversation is right for screen readers and weak eyes', async () => {
    const { page } = await openPage(browser, app.url, { colorScheme, reducedMotion: 'reduce' })
    await ask(page, 'clientes por zona')
    await ask(page, 'los 5 productos más caros')
    await ask(page, 'sube un 5% el precio de los vinos')
    await page.waitForLoadState('networkidle')
    await takePicture(page, `${colorScheme} conversation`)
    expect(await accessibilityProblems(page)).toEqual([])
  })
})

describe.each(Object.entries(sizes))('on a %s', (name, viewport) => {
  it.each(paths)('%s fits', async (path) => {
    const { page } = await openPage(browser, app.url, { viewport })
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await takePicture(page, `${name} ${path}`)
    expect(await overflow(page)).toEqual([])
  })

  it('a conversation fits', async () => {
    const { page } = await openPage(browser, app.url, { viewport })
    await ask(page, 'ventas por mes en los últimos 12 meses')
    await ask(page, 'clientes de la zona Sur')
    await ask(page, 'sube un 5% el precio de los vinos')
    await takePicture(page, `${name} conversation`)
    expect(await overflow(page)).toEqual([])
  })
})

describe('the settings', () => {
  it('change the language of the page at once, and it stays', async () => {
    const { page } = await openPage(browser, app.url)
    await page.goto('/settings')
    await page.getByText('English', { exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await page.goto('/')
    await questionBox(page).waitFor()
  })

  it('change the theme at once, and it stays', async () => {
    const { page } = await openPage(browser, app.url, { colorScheme: 'light' })
    await page.goto('/settings')
    await page.getByText('Oscuro', { exact: true }).click()
    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('dark')
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.locator('html').getAttribute('data-bs-theme')).toBe('dark')
  })
})

describe('the API', () => {
  it('is described, and its page opens', async () => {
    const { page, complaints } = await openPage(browser, app.url)
    const described = await (await page.request.get('/openapi.json')).json()
    expect(Object.keys(described.paths)).toContain('/api/ask')
    await page.goto('/docs')
    await page.locator('#swagger-ui .opblock').first().waitFor()
    expect(complaints).toEqual([])
  })

  it('does not hear pages from elsewhere', async () => {
    const { page } = await openPage(browser, app.url)
    const foreign = { headers: { origin: 'http://elsewhere.example', 'content-type': 'application/json' }, data: { text: 'hola' } }
    expect((await page.request.post('/api/ask', foreign)).status()).toBeGreaterThanOrEqual(400)
  })
})
