// Runs before the first paint, so that the page never flashes in the wrong theme or announces the wrong language.
;(() => {
  const read = (key) => {
    try {
      return localStorage.getItem(key)
    } catch {
      return null
    }
  }
  const chosen = read('t7.theme')
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.bsTheme = dark ? 'dark' : 'light'
  const language = read('t7.language')
  if (language === 'es' || language === 'en') document.documentElement.lang = language
})()
