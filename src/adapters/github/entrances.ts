import { createAppAuth } from '@octokit/auth-app'
import { signsFor } from './app-signature.ts'
import { type Client, clientOf } from './calls/client.ts'
import { exchangeOf } from './calls/exchange.ts'
import { type Governor, openGovernor } from './calls/governor.ts'
import { remembering } from './calls/remembering.ts'
import { type Credentials, type Sender, senderOf } from './calls/sending.ts'
import type { Fetch, Octokit, OctokitLog } from './octokit.ts'
import type { GitHubOptions, Log } from './options.ts'
import { openToken, type Token, type TokenWish } from './tokens.ts'

/** A client, and the token that it uses. */
export interface Entrance {
  readonly client: Client
  readonly token: Token
}

/** Makes clients: one as the App, and as many as installations, each with the limits of its own. */
export interface Entrances {
  readonly app: Client
  /** @param onMoved called when GitHub led a call elsewhere */
  open(wish: TokenWish, onMoved?: () => void): Entrance
  /** GitHub does not know a token any more, whosever it is. */
  spent(token: string): void
  /** Creates an Octokit for one handler, with a token that reaches no more than is wished; null has none. */
  createOctokit(wish: TokenWish | null): Octokit
}

export function openEntrances(options: GitHubOptions): Entrances {
  const { now } = options
  const exchange = remembering(exchangeOf(options))
  const governors = new Map<number, Governor>()
  const tokens = new Map<string, Token>()
  const sender = (credentials: Credentials | null, governor: Governor, onMoved: () => void) =>
    senderOf({ exchange, governor, credentials, now, log: options.log, onMoved })
  const governorOf = (installationId: number) => {
    const governor = governors.get(installationId) ?? openGovernor(now)
    governors.set(installationId, governor)
    return governor
  }

  const appSender = sender(null, openGovernor(now), nothing)
  const asApp = { authStrategy: createAppAuth, auth: authOf(options) }
  const app = clientOf({ ...octokitsFor(options, appSender, asApp), now })
  const tokenFor = (wish: TokenWish): Token => {
    const key = JSON.stringify(wish)
    const token = tokens.get(key) ?? openToken({ app, now, learn: options.learnSecret ?? nothing }, wish)
    tokens.set(key, token)
    return token
  }
  return {
    app,
    spent: (bare) => {
      for (const token of tokens.values()) token.spent(`token ${bare}`)
    },
    open: (wish, onMoved = nothing) => {
      const token = tokenFor(wish)
      const governed = sender(token, governorOf(wish.installationId), onMoved)
      return { token, client: clientOf({ ...octokitsFor(options, governed), now }) }
    },
    createOctokit: (wish) => {
      if (wish === null) return octokitFor(options, byMethod(appSender))
      return octokitFor(options, byMethod(sender(tokenFor(wish), governorOf(wish.installationId), nothing)))
    },
  }
}

interface Auth {
  readonly authStrategy: unknown
  readonly auth: unknown
}

/** One that asks, again where GitHub is out of order, and one that does something, once. */
function octokitsFor(options: GitHubOptions, { reading, writing }: Sender, auth?: Auth) {
  return { reads: octokitFor(options, reading, auth), writes: octokitFor(options, writing, auth) }
}

function octokitFor(
  { Octokit, apiUrl: baseUrl, userAgent, log }: GitHubOptions,
  fetch: Fetch,
  auth: Auth = { authStrategy: undefined, auth: undefined },
): Octokit {
  return new Octokit({
    baseUrl,
    userAgent,
    log: quiet(log),
    request: { fetch },
    retry: { enabled: false },
    throttle: { enabled: false },
    ...auth,
  })
}

/** What a handler sends: reads are the GETs, and everything else is sent once. */
function byMethod({ reading, writing }: Sender): Fetch {
  return (url, init) => ((init.method ?? 'GET') === 'GET' ? reading(url, init) : writing(url, init))
}

function authOf(options: GitHubOptions) {
  return { appId: options.appId, createJwt: signsFor(options), log: quiet(options.log) }
}

/** Octokit's warnings: that a call is deprecated, and that our clock is off. At `debug` it would log what is sent. */
function quiet(log: Log): OctokitLog {
  const tell = (what: string) => log.warn({}, what)
  return { debug: nothing, info: nothing, warn: tell, error: tell }
}

function nothing(): void {}
