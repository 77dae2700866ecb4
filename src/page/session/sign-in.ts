import type { SignInHandler } from '../../http/oauth/oauth-callback.ts'
import type { Reply } from '../../http/reply.ts'
import type { HttpCall, HttpRoute } from '../../http/route.ts'
import { renderMessagePage } from '../../messages/page/message-page.ts'
import { Refused } from '../../release/refusal.ts'
import { computeChallenge, createSecret } from '../../runtime/identity/link-secrets.ts'
import type { SignIn } from '../../runtime/ports/sign-in.ts'
import { isFromOwnPage, readForm } from '../forms.ts'
import { redirectTo, replyPage } from '../reply-page.ts'
import type { Sessions } from './sessions.ts'

export const SIGN_IN_PATH = '/sign-in'
export const SIGN_OUT_PATH = '/sign-out'
const HOME = '/releases'

/** What signing in needs. */
interface SignInDependencies {
  readonly signIn: SignIn
  readonly sessions: Sessions
}

/** `/sign-in?to=/releases`: sends a browser to GitHub, and remembers in its cookie where it wanted to go. */
export function createSignInRoute({ signIn, sessions }: SignInDependencies): HttpRoute {
  return {
    name: 'page',
    method: 'GET',
    path: SIGN_IN_PATH,
    answer: async ({ request }) => {
      const asked = new URL(request.url ?? '/', 'http://page').searchParams.get('to') ?? HOME
      const [state, verifier] = [createSecret(), createSecret()]
      const cookie = await sessions.startAttempt({ state, verifier, to: keepOwnPath(asked) })
      return redirectTo(signIn.page({ state, challenge: computeChallenge(verifier) }), {
        'set-cookie': cookie,
      })
    },
  }
}

/** `/sign-out`: forgets who somebody is. */
export function createSignOutRoute({ sessions }: SignInDependencies): HttpRoute {
  return {
    name: 'page',
    method: 'POST',
    path: SIGN_OUT_PATH,
    answer: async (call) => {
      const session = await sessions.readSession(call.request)
      const form = await readForm(call.request)
      if (
        !session ||
        !form ||
        !isFromOwnPage(call.request) ||
        !sessions.isFormToken(session, form.get('token') ?? '')
      )
        return redirectTo(HOME)
      return replyPage(200, renderMessagePage(SIGNED_OUT), { 'set-cookie': await sessions.endSession() })
    },
  }
}

/** Signs a browser in that comes back from GitHub with the state in its own cookie; leaves any other to the links of Slack. */
export function createSignInHandler({ signIn, sessions }: SignInDependencies): SignInHandler {
  return async (call, { state, code }) => {
    const attempt = await sessions.readAttempt(call.request)
    if (attempt?.state !== state) return null
    if (code === null)
      return replyPage(403, renderMessagePage(DECLINED), { 'set-cookie': await sessions.endSession() })
    try {
      const person = await signIn.fetchUser({ code, verifier: attempt.verifier })
      call.log.info({ person: person.id }, 'A person signed in to the pages.')
      return redirectTo(attempt.to, { 'set-cookie': await sessions.startSession(person) })
    } catch (error) {
      return refuseSignIn(error, call)
    }
  }
}

function refuseSignIn(error: unknown, { log, id }: HttpCall): Reply {
  if (!(error instanceof Refused)) {
    log.error({ err: error }, 'Signing in to the pages failed.')
    return replyPage(500, renderMessagePage({ ...BROKEN, what: `${BROKEN.what} (request ${id})` }))
  }
  const { kind, what, next } = error.refusal
  log.warn({ kind, what }, 'Signing in to the pages was refused.')
  return replyPage(403, renderMessagePage({ ...DECLINED, what, next: kind === 'usage' ? next : TRY_AGAIN }))
}

/** A path of ours; anything that could lead elsewhere becomes the first page. */
function keepOwnPath(asked: string): string {
  const url = URL.parse(asked, 'http://page')
  const isOwn = asked.startsWith('/') && url !== null && url.origin === 'http://page'
  return isOwn ? `${url.pathname}${url.search}` : HOME
}

const TRY_AGAIN = 'Sign in again, and finish within ten minutes.'
const DECLINED = {
  title: "You aren't signed in",
  what: "You didn't authorize the App on GitHub.",
  next: TRY_AGAIN,
  link: { text: 'Sign in with GitHub', to: SIGN_IN_PATH },
} as const
const BROKEN = {
  ...DECLINED,
  what: 'Something went wrong.',
  next: 'Try again. If that doesn’t help, tell your administrator the request id.',
} as const
const SIGNED_OUT = {
  title: 'You are signed out',
  what: 'This browser no longer shows your releases.',
  next: 'You stay signed in on GitHub itself.',
  link: { text: 'Sign in again', to: SIGN_IN_PATH },
} as const
