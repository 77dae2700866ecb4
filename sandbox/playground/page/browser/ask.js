/** @import { ActionResult, PageData } from '../../wire/wire.ts' */
import { getNow, notify, set } from './store.js'

const TOKEN = document.querySelector('meta[name=token]')?.getAttribute('content') ?? ''
const HEADERS = { 'x-sandbox-token': TOKEN }

let isLooking = false
let looksAgain = false

/** Asks for what the page shows now. Of many that ask at once, the last look counts for all. */
export async function viewLook() {
  if (isLooking) {
    looksAgain = true
    return
  }
  isLooking = true
  do {
    looksAgain = false
    await lookOnce()
  } while (looksAgain)
  isLooking = false
}

async function lookOnce() {
  const { at, me } = getNow()
  try {
    const answer = await fetch(`/api/look?${new URLSearchParams({ at, me })}`, { headers: HEADERS })
    // Another start of the sandbox has another token: begin again.
    if (answer.status === 403) location.reload()
    if (!answer.ok) throw new Error(await readMessage(answer))
    /** @type {PageData} */
    const seen = await answer.json()
    if (getNow().at === at && getNow().me === me) set({ look: seen, shown: at, online: true })
    else looksAgain = true
  } catch {
    set({ online: false })
  }
}

/**
 * Does something as the person who acts. What is refused is shown, and answered with false.
 *
 * @param {string} name
 * @param {Record<string, unknown>} given
 */
export async function act(name, given) {
  set({ asking: getNow().asking + 1 })
  try {
    const answer = await fetch('/api/do', {
      method: 'POST',
      headers: { ...HEADERS, 'content-type': 'application/json' },
      body: JSON.stringify({ by: getNow().me, do: name, with: given }),
    })
    if (!answer.ok) throw new Error(await readMessage(answer))
    /** @type {ActionResult} */
    const end = await answer.json()
    if (!end.done) notify(end.says, { isTrouble: true })
    return end.done
  } catch (error) {
    // Without an answer fetch throws a TypeError.
    const isGone = error instanceof TypeError
    notify(isGone ? 'The sandbox does not answer. Is it still running?' : String(error), { isTrouble: true })
    return false
  } finally {
    set({ asking: getNow().asking - 1 })
    void viewLook()
  }
}

/** @param {Response} answer */
async function readMessage(answer) {
  const body = await answer.json().catch(() => ({}))
  return typeof body.says === 'string' ? body.says : `The sandbox answered ${answer.status}.`
}

/** Hears of every change, for as long as the page is open. */
export function listen() {
  const events = new EventSource('/api/events')
  events.onmessage = () => void viewLook()
  events.onerror = () => set({ online: false })
}
