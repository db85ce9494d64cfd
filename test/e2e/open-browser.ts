import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { onTestFailed } from 'vitest'
import { root } from '../structure/source-file.ts'
import { findChromium } from '../support/find-chromium.ts'

const pictures = join(root, 'test-results', 'e2e')

export const openBrowser = async (): Promise<Browser> => {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('no Chromium found: install one or set T7_CHROMIUM')
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

export type OpenedPage = {
  readonly page: Page
  /** What the page complained of: script errors and failed requests of its own. */
  readonly complaints: string[]
}

/** A page of its own (no cookies, no storage) in Spanish, at the size of a small laptop unless told otherwise. */
export const openPage = async (browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenedPage> => {
  const context = await browser.newContext({ locale: 'es-ES', viewport: { width: 1366, height: 768 }, baseURL: url, ...options })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  onTestFailed(async ({ task }) => {
    await takePicture(page, `failed ${task.name}`)
    console.error(complaints.join('\n'))
  })
  await page.goto('/')
  return { page, complaints }
}

/** Saves what is on the screen under `test-results/e2e`. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.png`), animations: 'disabled' })
}
