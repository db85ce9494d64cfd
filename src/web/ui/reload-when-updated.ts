const reloadedKey = 't7.reloaded-at'
const pause = 30_000

/** A page left open while T7 was updated asks for files that are gone: it loads itself again, at most once in half a minute. */
export const reloadWhenUpdated = (): void => {
  window.addEventListener('vite:preloadError', (event) => {
    if (Date.now() - Number(sessionStorage.getItem(reloadedKey) ?? 0) < pause) return
    sessionStorage.setItem(reloadedKey, String(Date.now()))
    event.preventDefault()
    location.reload()
  })
}
