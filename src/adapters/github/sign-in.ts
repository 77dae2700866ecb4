import { type ZodType, z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { SignIn } from '../../runtime/ports/sign-in.ts'
import { type ApiResponse, readMessage } from './calls/api-response.ts'
import { createExchange, type Exchange, nameCall } from './calls/exchange.ts'
import { CallFailed, getStatus } from './calls/failure.ts'
import { parseAnswer } from './calls/parse-answer.ts'
import { toResponse } from './calls/send.ts'
import { createOctokit } from './create-octokit.ts'
import type { Octokit } from './octokit.ts'
import type { GitHubAdapterOptions } from './options.ts'

/** The App as people sign in with it. */
interface SignInOptions
  extends Pick<
    GitHubAdapterOptions,
    'Octokit' | 'apiUrl' | 'webUrl' | 'userAgent' | 'log' | 'learnSecret' | 'fetch'
  > {
  readonly clientId: string
  readonly clientSecret: string
  /** Where GitHub sends the browser back to, exactly as it stands in the App's settings; asked when it is needed. */
  readonly getCallbackUrl: () => string
}

/** An answer with 200 in either case (https://docs.github.com/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors). */
const TOKEN = z.union([
  z.object({ access_token: z.string().min(1), refresh_token: z.string().optional() }),
  z.object({ error: z.string() }),
])
const USER = z.object({ id: z.int(), login: z.string(), type: z.string() })

/** GitHub's web flow for an App. A token lives from its exchange to its one question, in memory alone. */
export function openSignIn(options: SignInOptions): SignIn {
  const exchange = createExchange(options)
  return {
    page: ({ state, challenge }) => createSignInUrl(options, state, challenge),
    fetchUser: async ({ code, verifier }) => {
      const token = await exchangeToken({ options, exchange }, code, verifier)
      try {
        return await fetchUser({ options, exchange }, token)
      } finally {
        await revoke({ options, exchange }, token)
      }
    },
  }
}

/** Whether a client id and secret are those of an App. */
type ClientSeen = 'known' | 'unknown'

/**
 * Whether GitHub knows the App by its client id and client secret. It is given a code that nobody has, so that no token
 * comes of it; whose request it is has to be looked at first (RFC 6749, 4.1.3).
 *
 * @throws {CallFailed} where it says neither
 */
export async function tryClient(
  options: Omit<SignInOptions, 'Octokit' | 'getCallbackUrl' | 'apiUrl' | 'log'>,
): Promise<ClientSeen> {
  const answer = await createExchange(options)(
    createPost(`${options.webUrl}/login/oauth/access_token`, {
      client_id: options.clientId,
      client_secret: options.clientSecret,
      code: 'release-captain-doctor',
    }),
    null,
  )
  // So may an unknown client id be answered, besides the error that GitHub documents.
  if (answer.status === 404) return 'unknown'
  const said = readAnswer(TOKEN, answer, 'POST /login/oauth/access_token')
  if ('error' in said && said.error === 'incorrect_client_credentials') return 'unknown'
  if ('error' in said && said.error === 'bad_verification_code') return 'known'
  const what = 'error' in said ? said.error : 'a token for a made-up code'
  throw new CallFailed({ method: 'POST', path: '/login/oauth/access_token' }, answer.status, what)
}

interface Line {
  readonly options: SignInOptions
  readonly exchange: Exchange
}

function createSignInUrl(
  { webUrl, clientId, getCallbackUrl: callbackUrl }: SignInOptions,
  state: string,
  challenge: string,
): string {
  const url = new URL(`${webUrl}/login/oauth/authorize`)
  url.search = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callbackUrl(),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    allow_signup: 'false',
  }).toString()
  return url.href
}

async function exchangeToken({ options, exchange }: Line, code: string, verifier: string): Promise<string> {
  const { webUrl, clientId, clientSecret, getCallbackUrl: callbackUrl } = options
  const answer = await exchange(
    createPost(`${webUrl}/login/oauth/access_token`, {
      client_id: clientId,
      client_secret: clientSecret,
      code,
      redirect_uri: callbackUrl(),
      code_verifier: verifier,
    }),
    null,
  )
  const said = readAnswer(TOKEN, answer, 'POST /login/oauth/access_token')
  if ('error' in said) throw new Refused(toSignInRefusal(said.error))
  options.learnSecret?.(said.access_token)
  if (said.refresh_token !== undefined) options.learnSecret?.(said.refresh_token)
  return said.access_token
}

async function fetchUser({ options, exchange }: Line, token: string) {
  const { rest } = createOctokitAs({ options, exchange }, `Bearer ${token}`)
  const { data } = await parseAnswer(rest, () => rest.users.getAuthenticated(), USER)
  const { id, login, type } = data
  if (type !== 'User')
    throw new Refused({
      kind: 'rule',
      what: `${login} isn't a person on GitHub, and only people can act in a release.`,
      next: 'Sign in to GitHub as yourself, and run `/release link` in Slack again.',
    })
  return { id, login }
}

/** It would run out by itself within hours, and nobody has it: what goes wrong here is told, and nothing more. */
async function revoke({ options, exchange }: Line, token: string): Promise<void> {
  const { clientId, clientSecret, log } = options
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const { rest } = createOctokitAs({ options, exchange }, `Basic ${basic}`)
  try {
    await parseAnswer(
      rest,
      () => rest.apps.deleteToken({ client_id: clientId, access_token: token }),
      z.unknown(),
    )
  } catch (error) {
    log.warn({ status: getStatus(error) }, 'GitHub did not revoke the token of a person who signed in')
  }
}

/** Calls GitHub's API once, with these credentials; it follows no redirect with them. */
function createOctokitAs({ options, exchange }: Line, authorization: string): Octokit {
  return createOctokit(options, async (url, init) => {
    const call = { url, init: { ...init, redirect: 'error' as const } }
    const answer = await exchange(call, authorization)
    if (answer.status >= 400) throw new CallFailed(nameCall(call), answer.status, readMessage(answer))
    return toResponse(call, answer)
  })
}

/** The web flow is GitHub's website, not its API: Octokit's endpoint methods do not reach it. */
function createPost(url: string, body: Readonly<Record<string, string>>) {
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return { url, init: { method: 'POST', headers, body: JSON.stringify(body), redirect: 'error' as const } }
}

/** @throws {CallFailed} with nothing of what was sent, and of what came only a no in GitHub's words */
function readAnswer<T>(schema: ZodType<T>, answer: ApiResponse, call: string): T {
  const [method = '', path = ''] = call.split(' ')
  if (answer.status !== 200) throw new CallFailed({ method, path }, answer.status, readMessage(answer))
  const found = schema.safeParse(parseJson(answer))
  if (found.success) return found.data
  throw new CallFailed({ method, path }, null, "GitHub's answer doesn't match its API description")
}

function parseJson({ bytes }: ApiResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return null
  }
}

function toSignInRefusal(error: string) {
  switch (error) {
    case 'incorrect_client_credentials':
      return {
        kind: 'usage',
        what: "GitHub doesn't accept the App's client id and client secret.",
        next: 'Ask your Release Captain administrator to set `GITHUB_CLIENT_ID` and `GITHUB_CLIENT_SECRET` to the values on the App’s page at GitHub.',
      } as const
    case 'redirect_uri_mismatch':
      return {
        kind: 'usage',
        what: "GitHub doesn't redirect here: the App has another callback URL.",
        next: 'Ask your Release Captain administrator to set the callback URL on the App’s page at GitHub to `PUBLIC_URL` with `/link/github`.',
      } as const
    default:
      return {
        kind: 'rule',
        what: "GitHub doesn't accept the code that your browser brought back.",
        next: 'Run `/release link` in Slack again, and finish within ten minutes.',
      } as const
  }
}
