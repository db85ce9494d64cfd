import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems, overflow } from './accessibility.ts'
import { ask } from './chat-screen.ts'
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

const item = (page: Page, question: string) => page.locator('.t7-history-item', { hasText: question })

const measure = async (page: Page, said: string): Promise<void> => {
  await page.getByRole('button', { name: 'Medir' }).click()
  await page.locator('.t7-accuracy-count', { hasText: said }).waitFor()
}

describe('accuracy', () => {
  it('is measured on answers accepted in the chat and questions written by hand, and tells what broke', async () => {
    const { page, complaints } = await openPage(browser, app.url)
    await page.goto('/accuracy')
    await page.getByText('Mide si T7 acierta con tus preguntas').waitFor()
    await takePicture(page, 'accuracy empty')

    await page.goto('/')
    const card = await ask(page, '¿cuántos clientes hay por zona?')
    const accept = card.getByRole('button', { name: 'Guardar como correcta' })
    await accept.focus()
    await page.keyboard.press('Enter')
    await card.getByRole('link', { name: 'Guardada en Precisión' }).click()
    await item(page, '¿cuántos clientes hay por zona?').getByText('Sin medir').waitFor()
    await measure(page, '1 de 1 bien')

    await page.getByRole('button', { name: 'Añadir' }).click()
    await page.getByLabel('Pregunta', { exact: true }).fill('¿cuántas zonas hay?')
    await page.getByLabel('SQL de la respuesta correcta').fill('delete from zonas')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await page.getByRole('alert').getByText('Ese SQL cambia datos').waitFor()
    await page.getByLabel('SQL de la respuesta correcta').fill('select count(*) from zonas')
    await page.getByRole('button', { name: 'Guardar' }).click()
    await item(page, '¿cuántas zonas hay?').waitFor()
    await measure(page, '2 de 2 bien')

    const { id } = (await (await page.request.get('/api/accuracy')).json()).pairs[0]
    const wrong = { question: '¿cuántas zonas hay?', sql: 'select count(*) + 1 from zonas', language: 'es' }
    const headers = { 'content-type': 'application/json' }
    expect((await page.request.patch(`/api/accuracy/pairs/${id}`, { headers, data: wrong })).ok()).toBe(true)
    await measure(page, '1 de 2 bien')
    const wrongItem = item(page, '¿cuántas zonas hay?')
    await wrongItem.getByText('Mal', { exact: true }).waitFor()
    await wrongItem.getByRole('button', { name: 'Ver SQL' }).click()
    await wrongItem.getByText('Lo que ha dado T7').waitFor()
    await takePicture(page, 'accuracy wrong')
    expect(await accessibilityProblems(page)).toEqual([])
    expect(complaints.filter((one) => !one.includes('422'))).toEqual([])

    await page.setViewportSize({ width: 360, height: 740 })
    await takePicture(page, 'accuracy phone')
    expect(await overflow(page)).toEqual([])
    await wrongItem.getByRole('button', { name: 'Quitar' }).click()
    await page.getByRole('button', { name: 'Quitar la pregunta' }).click()
    await wrongItem.waitFor({ state: 'detached' })
  })

  it('takes a file of questions, or tells what is wrong with it', async () => {
    const { page } = await openPage(browser, app.url)
    await page.goto('/accuracy')
    const file = (text: string) => ({ name: 'preguntas.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })
    const field = page.locator('input[type=file]')
    await field.setInputFiles(file('- question: agentes\n  sql: select nombre from agente\n- question: zonas\n  now: ayer\n'))
    await page.getByText('tiene que ser una fecha como').waitFor()
    await takePicture(page, 'accuracy problems')
    expect(await accessibilityProblems(page)).toEqual([])
    await page.keyboard.press('Escape')
    await field.setInputFiles(file('- question: agentes\n  sql: select nombre from agentes\n'))
    await item(page, 'agentes').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Exportar' }).click()])
    expect(download.suggestedFilename()).toBe('preguntas.yaml')
  })
})
