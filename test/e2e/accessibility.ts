import type { Page } from 'playwright-core'

/** What is wrong with the page that a screen reader, a keyboard or weak eyes would notice. Runs in the page. */
export const accessibilityProblems = (page: Page): Promise<readonly string[]> => page.evaluate(findProblems)

/* Everything below is sent to the browser as one function: it can use nothing from outside. */
const findProblems = (): string[] => {
  const problems: string[] = []
  const visible = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.getBoundingClientRect().width > 0 &&
    element.closest('[aria-hidden="true"]') === null
  const describe = (element: Element): string =>
    `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}"> ${(element.textContent ?? '').trim().slice(0, 40)}`
  const labelledBy = (element: Element): string =>
    (element.getAttribute('aria-labelledby') ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim()
  const labels = (element: Element): string =>
    'labels' in element && element.labels instanceof NodeList ? [...element.labels].map((label) => label.textContent ?? '').join(' ') : ''
  const name = (element: Element): string =>
    element.getAttribute('aria-label') ??
    (labelledBy(element) || labels(element).trim() || (element.textContent ?? '').trim() || element.getAttribute('title') || '')

  const controls = 'button, a[href], input:not([type="hidden"]), select, textarea, [role="button"], [role="tab"], [role="menuitem"]'
  for (const element of document.querySelectorAll(controls))
    if (visible(element) && name(element) === '') problems.push(`no name: ${describe(element)}`)
  for (const image of document.querySelectorAll('img'))
    if (!image.hasAttribute('alt')) problems.push(`no alternative text: ${image.getAttribute('src')}`)
  if (!/^(es|en)/.test(document.documentElement.lang)) problems.push(`language of the page: "${document.documentElement.lang}"`)
  if (document.title.trim() === '') problems.push('no title')
  const main = document.querySelectorAll('main').length
  if (main !== 1) problems.push(`${main} main regions`)
  const first = [...document.querySelectorAll('h1')].filter(visible).length
  if (first !== 1) problems.push(`${first} headings of level 1`)
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id)
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) problems.push(`id used twice: ${id}`)
  for (const element of document.querySelectorAll('[aria-controls], [aria-labelledby], [aria-describedby]'))
    for (const attribute of ['aria-labelledby', 'aria-describedby'])
      for (const id of (element.getAttribute(attribute) ?? '').split(/\s+/).filter((one) => one !== ''))
        if (document.getElementById(id) === null) problems.push(`${attribute} leads nowhere: ${id}`)

  type Colour = readonly [number, number, number, number]
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const parse = (text: string): Colour => {
    if (pen === null) return [0, 0, 0, 1]
    pen.clearRect(0, 0, 1, 1)
    pen.fillStyle = text
    pen.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 255] = pen.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + below[index] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const background = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1]
    const own = parse(getComputedStyle(element).backgroundColor)
    return own[3] >= 0.999 ? own : over(own, background(element.parentElement))
  }
  const channel = (value: number): number => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  const luminance = (colour: Colour): number => 0.2126 * channel(colour[0]) + 0.7152 * channel(colour[1]) + 0.0722 * channel(colour[2])
  const opacity = (element: Element | null): number =>
    element === null ? 1 : Number(getComputedStyle(element).opacity) * opacity(element.parentElement)
  const seen = new Set<Element>()
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement
    if (element === null || seen.has(element) || (texts.currentNode.textContent ?? '').trim() === '') continue
    seen.add(element)
    const box = element.getBoundingClientRect()
    if (!visible(element) || box.width <= 1 || element.closest('[disabled], [aria-disabled="true"], .visually-hidden, svg, canvas'))
      continue
    const style = getComputedStyle(element)
    const below = background(element)
    const ink = parse(style.color)
    const colour = over([ink[0], ink[1], ink[2], ink[3] * opacity(element)], below)
    const [light, dark] = [luminance(colour), luminance(below)].sort((a, b) => b - a)
    const ratio = ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
    const large = Number.parseFloat(style.fontSize) >= 24 || (Number.parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (large ? 3 : 4.5) - 0.05) problems.push(`contrast ${ratio.toFixed(2)}: ${describe(element)}`)
  }
  return [...new Set(problems)]
}

/** Things that stick out of the window to the right, past what scrolls by itself; and a page moved as a whole though its parts scroll. */
export const overflow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (window.scrollY > 0) return [`the whole page moved by ${window.scrollY}`]
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`)
  })
