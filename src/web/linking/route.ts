import { Refused } from '../../release/refusal.ts'
import { headersOf, type Page } from '../page.ts'
import type { Reply } from '../reply.ts'
import type { Call, Route } from '../route.ts'
import { brokenPage, type Offer, offerPage, refusedPage } from './pages.ts'

/** Where GitHub sends browsers back to: the App's callback URL is PUBLIC_URL with this. */
export const LINK_PATH = '/link/github'

/** A browser that came back. Its state was made by us, or by anybody. */
export interface Back {
  readonly state: string
  /** Null where the person said no. */
  readonly code: string | null
}

/** @throws {Refused} where nothing comes of it */
export type OnBack = (back: Back) => Promise<Offer>

/** Anybody may ask, and each asks the record and perhaps GitHub: so many at a time. */
const MOST_AT_ONCE = 16

/** The page on which GitHub's web flow ends. What stands in its address is logged nowhere. */
export function linkRoute(onBack: OnBack, now: () => number): Route {
  let underWay = 0
  const answer = async (call: Call): Promise<Reply> => {
    const back = backIn(call)
    if (back === 'nothing') return html(400, refusedPage(NO_WAY_BACK))
    if (back === 'misled') return html(403, refusedPage(MISLED))
    if (underWay >= MOST_AT_ONCE) return html(503, refusedPage(BUSY))
    underWay += 1
    try {
      return html(200, offerPage(await onBack(back), now()))
    } catch (error) {
      return refusal(error, call)
    } finally {
      underWay -= 1
    }
  }
  return { name: 'link', method: 'GET', path: LINK_PATH, answer }
}

function refusal(error: unknown, { log, id }: Call): Reply {
  if (error instanceof Refused) {
    const { kind, what } = error.refusal
    log.warn({ kind, what }, 'Somebody came back from GitHub and was not taken in.')
    return html(403, refusedPage(error.refusal))
  }
  log.error({ err: error }, 'Somebody came back from GitHub, and something broke.')
  return html(500, brokenPage(id))
}

/**
 * What GitHub's redirect says (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app);
 * `misled` where GitHub has sent them back itself. Whoever only looks whether there is a page (HEAD) uses nothing up.
 */
function backIn({ request }: Call): Back | 'misled' | 'nothing' {
  if (request.method !== 'GET') return 'nothing'
  const { searchParams } = new URL(request.url ?? '/', 'http://door')
  const [state, code, error] = ['state', 'code', 'error'].map((name) => only(searchParams.getAll(name)))
  if (!state || !/^[\w-]{43}$/.test(state)) return 'nothing'
  if (error) return error === 'access_denied' ? { state, code: null } : 'misled'
  return code && /^[\w.-]{1,200}$/.test(code) ? { state, code } : 'nothing'
}

function only(values: readonly string[]): string | null {
  const [value, ...more] = values
  return value === undefined || more.length > 0 ? null : value
}

function html(status: number, page: Page): Reply {
  const headers = { ...headersOf(page), 'cross-origin-opener-policy': 'same-origin' }
  return { status, contentType: 'text/html; charset=utf-8', text: page.html, headers }
}

const NO_WAY_BACK = {
  what: 'Nobody comes here but from GitHub.',
  next: 'Say `/release link` in Slack, and follow the link that you get there.',
}
const MISLED = {
  what: 'GitHub sent you back without saying who you are: the App is not set up for it as it has to be.',
  next: 'Tell whoever runs Release Captain: docs/running.md has it under “Who is who in Slack”.',
}
const BUSY = {
  what: 'Too many are coming back at once.',
  next: 'Say `/release link` in Slack again in a minute.',
}
