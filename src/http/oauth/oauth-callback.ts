import { Refused } from '../../release/refusal.ts'
import { createPageHeaders, type HtmlPage } from '../html-page.ts'
import type { Reply } from '../reply.ts'
import type { HttpCall, HttpRoute } from '../route.ts'
import { type Offer, offerPage, renderBrokenPage, renderRefusedPage } from './pages.ts'

/** Where GitHub sends browsers back to: the App's callback URL is PUBLIC_URL with this. */
export const LINK_PATH = '/link/github'

/** A browser that came back. Its state was made by us, or by anybody. */
export interface OAuthCallbackQuery {
  readonly state: string
  /** Null where the person said no. */
  readonly code: string | null
}

/** @throws {Refused} where nothing comes of it */
export type OAuthCallbackHandler = (back: OAuthCallbackQuery) => Promise<Offer>

/** Answers a browser that wants to sign in to the pages; null for one that comes back for something else. */
export type SignInHandler = (call: HttpCall, back: OAuthCallbackQuery) => Promise<Reply | null>

/** What becomes of browsers that come back. */
export interface OAuthCallbackDependencies {
  readonly onBack: OAuthCallbackHandler
  readonly onSignIn: SignInHandler | null
  /** In seconds since 1970. */
  readonly now: () => number
}

/** Anybody may ask, and each asks the record and perhaps GitHub: so many at a time. */
const MOST_AT_ONCE = 16

/** The page on which GitHub's web flow ends. What stands in its address is logged nowhere. */
export function createOAuthCallbackRoute({ onBack, onSignIn, now }: OAuthCallbackDependencies): HttpRoute {
  let underWay = 0
  const answerCall = async (call: HttpCall): Promise<Reply> => {
    const back = parseCallback(call)
    if (back === 'nothing') return replyHtml(400, renderRefusedPage(NO_WAY_BACK))
    if (back === 'misled') return replyHtml(403, renderRefusedPage(MISLED))
    if (underWay >= MOST_AT_ONCE) return replyHtml(503, renderRefusedPage(BUSY))
    underWay += 1
    try {
      const signedIn = (await onSignIn?.(call, back)) ?? null
      if (signedIn) return signedIn
      return replyHtml(200, offerPage(await onBack(back), now()))
    } catch (error) {
      return createRefusal(error, call)
    } finally {
      underWay -= 1
    }
  }
  return { name: 'link', method: 'GET', path: LINK_PATH, answer: answerCall }
}

function createRefusal(error: unknown, { log, id }: HttpCall): Reply {
  if (error instanceof Refused) {
    const { kind, what } = error.refusal
    log.warn({ kind, what }, 'A return from GitHub was refused.')
    return replyHtml(403, renderRefusedPage(error.refusal))
  }
  log.error({ err: error }, 'A return from GitHub failed.')
  return replyHtml(500, renderBrokenPage(id))
}

/**
 * What GitHub's redirect says (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app);
 * `misled` where GitHub has sent them back itself. Whoever only looks whether there is a page (HEAD) uses nothing up.
 */
function parseCallback({ request }: HttpCall): OAuthCallbackQuery | 'misled' | 'nothing' {
  if (request.method !== 'GET') return 'nothing'
  const { searchParams } = new URL(request.url ?? '/', 'http://door')
  const [state, code, error] = ['state', 'code', 'error'].map((name) => getSingle(searchParams.getAll(name)))
  if (!state || !/^[\w-]{43}$/.test(state)) return 'nothing'
  if (error) return error === 'access_denied' ? { state, code: null } : 'misled'
  return code && /^[\w.-]{1,200}$/.test(code) ? { state, code } : 'nothing'
}

function getSingle(values: readonly string[]): string | null {
  const [value, ...more] = values
  return value === undefined || more.length > 0 ? null : value
}

function replyHtml(status: number, page: HtmlPage): Reply {
  const headers = { ...createPageHeaders(page), 'cross-origin-opener-policy': 'same-origin' }
  return { status, contentType: 'text/html; charset=utf-8', text: page.html, headers }
}

const NO_WAY_BACK = {
  what: 'Only GitHub leads to this page.',
  next: 'Run `/release link` in Slack, and follow the link that you get there.',
}
const MISLED = {
  what: "GitHub sent you back without a code: the App isn't set up correctly for this.",
  next: 'Ask your Release Captain administrator to follow “Who is who in Slack” in docs/running.md.',
}
const BUSY = {
  what: 'Too many people are signing in at the moment.',
  next: 'Run `/release link` in Slack again in a minute.',
}
