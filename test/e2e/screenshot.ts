import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { root } from '../structure/source-file.ts'
import { findChromium } from '../support/find-chromium.ts'
import { ask } from './chat-screen.ts'
import { startApp } from './start-app.ts'

/** Makes the pictures of the README from the real thing: `node test/e2e/screenshot.ts`. */

const pictures = join(root, 'docs', 'images')
mkdirSync(pictures, { recursive: true })
const executablePath = findChromium()
if (executablePath === null) throw new Error('no Chromium found: install one or set T7_CHROMIUM')
const app = await startApp()
const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const context = await browser.newContext({ locale: 'es-ES', viewport: { width: 1366, height: 860 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(app.url)
  await ask(page, 'clientes de la zona Sur sin visitas este mes')
  const card = await ask(page, 'ventas por mes este año')
  await card.locator('canvas, svg').first().waitFor()
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(pictures, 'chat.png'), animations: 'disabled' })
  await ask(page, 'sube un 5% el precio de los vinos')
  await page.waitForTimeout(500)
  await page.screenshot({ path: join(pictures, 'change.png'), animations: 'disabled' })
} finally {
  await browser.close()
  await app.remove()
}
