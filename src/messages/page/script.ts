/**
 * The script of all pages, which do without it too: it hears of changes by server-sent events and shows the page as it is
 * now, unless somebody is typing. It stands in the page, and is allowed by its digest.
 */
export const SCRIPT = `
(() => {
  const main = document.querySelector('main[data-live]')
  if (!main || !window.EventSource) return
  if (main.dataset.at) history.replaceState(null, '', main.dataset.at)
  const trusted = window.trustedTypes
    ? window.trustedTypes.createPolicy('release-captain', { createHTML: (text) => text })
    : { createHTML: (text) => text }
  const isTyping = () => [...main.querySelectorAll('input,textarea,select')].some((field) =>
    field === document.activeElement || (field.defaultValue !== undefined && field.type !== 'hidden' && field.value !== field.defaultValue))
  const notice = document.getElementById('changed')
  const show = async () => {
    if (isTyping()) { notice.hidden = false; return }
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (!answer.ok || answer.redirected) { notice.hidden = false; return }
    const next = new DOMParser().parseFromString(trusted.createHTML(await answer.text()), 'text/html')
    const fresh = next.querySelector('main')
    if (!fresh) return
    const focused = document.activeElement && main.contains(document.activeElement) ? document.activeElement.id : ''
    const open = [...main.querySelectorAll('details[id][open]')].map(({ id }) => id)
    main.replaceChildren(...fresh.childNodes)
    for (const id of open) document.getElementById(id)?.setAttribute('open', '')
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true })
    notice.hidden = true
  }
  const events = new EventSource(main.dataset.live)
  events.addEventListener('changed', () => { void show() })
  addEventListener('pagehide', () => events.close())
})()
`
