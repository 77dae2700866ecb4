import { createAppAuth } from '@octokit/auth-app'
import { createAppSigner } from './auth/app-signature.ts'
import { type InstallationToken, openToken, type TokenRequest } from './auth/tokens.ts'
import { cacheAnswers } from './calls/cache-answers.ts'
import { type Client, createClient } from './calls/client.ts'
import { createExchange } from './calls/exchange.ts'
import { type Governor, openGovernor } from './calls/governor.ts'
import { type Credentials, createSender, type Sender } from './calls/send.ts'
import { createOctokit, createQuietLog, type OctokitAuth } from './create-octokit.ts'
import type { Fetch, Octokit } from './octokit.ts'
import type { GitHubAdapterOptions } from './options.ts'

/** A client, and the token that it uses. */
export interface ApiAccess {
  readonly client: Client
  readonly token: InstallationToken
}

/** Makes clients: one as the App, and as many as installations, each with the limits of its own. */
export interface ApiAccesses {
  readonly app: Client
  /** @param onMoved called when GitHub led a call elsewhere */
  open(wish: TokenRequest, onMoved?: () => void): ApiAccess
  /** GitHub does not know a token any more, whosever it is. */
  discardToken(token: string): void
  /** Creates an Octokit for one handler, with a token that reaches no more than is wished; null has none. */
  createOctokit(wish: TokenRequest | null): Octokit
}

export function openEntrances(options: GitHubAdapterOptions): ApiAccesses {
  const { now } = options
  const exchange = cacheAnswers(createExchange(options))
  const governors = new Map<number, Governor>()
  const tokens = new Map<string, InstallationToken>()
  const createApiSender = (credentials: Credentials | null, governor: Governor, onMoved: () => void) =>
    createSender({ exchange, governor, credentials, now, log: options.log, onMoved })
  const getGovernor = (installationId: number) => {
    const governor = governors.get(installationId) ?? openGovernor(now)
    governors.set(installationId, governor)
    return governor
  }

  const appSender = createApiSender(null, openGovernor(now), ignore)
  const asApp = { authStrategy: createAppAuth, auth: createAuth(options) }
  const app = createClient({ ...createOctokits(options, appSender, asApp), now })
  const exchangeToken = (wish: TokenRequest): InstallationToken => {
    const key = JSON.stringify(wish)
    const token = tokens.get(key) ?? openToken({ app, now, learn: options.learnSecret ?? ignore }, wish)
    tokens.set(key, token)
    return token
  }
  return {
    app,
    discardToken: (bare) => {
      for (const token of tokens.values()) token.discardToken(`token ${bare}`)
    },
    open: (wish, onMoved = ignore) => {
      const token = exchangeToken(wish)
      const governed = createApiSender(token, getGovernor(wish.installationId), onMoved)
      return { token, client: createClient({ ...createOctokits(options, governed), now }) }
    },
    createOctokit: (wish) => {
      if (wish === null) return createOctokit(options, fetchByMethod(appSender))
      return createOctokit(
        options,
        fetchByMethod(createApiSender(exchangeToken(wish), getGovernor(wish.installationId), ignore)),
      )
    },
  }
}

/** What a person's own token reaches. Only reads are made with it. */
export type TokenAccess = Pick<
  GitHubAdapterOptions,
  'Octokit' | 'apiUrl' | 'userAgent' | 'log' | 'now' | 'fetch'
> & { readonly token: string }

/** Opens a client that asks as whoever a token belongs to, within the limits that GitHub tells. */
export function openTokenClient(access: TokenAccess): Client {
  const credentials = { current: async () => `token ${access.token}`, discardToken: ignore }
  const { now, log } = access
  const exchange = cacheAnswers(createExchange(access))
  const sender = createSender({
    exchange,
    governor: openGovernor(now),
    credentials,
    now,
    log,
    onMoved: ignore,
  })
  return createClient({ ...createOctokits(access, sender), now })
}

type OctokitParts = Parameters<typeof createOctokit>[0]

/** One that asks, again where GitHub is out of order, and one that does something, once. */
function createOctokits(options: OctokitParts, { reading, writing }: Sender, auth?: OctokitAuth) {
  return { reads: createOctokit(options, reading, auth), writes: createOctokit(options, writing, auth) }
}

/** What a handler sends: reads are the GETs, and everything else is sent once. */
function fetchByMethod({ reading, writing }: Sender): Fetch {
  return (url, init) => ((init.method ?? 'GET') === 'GET' ? reading(url, init) : writing(url, init))
}

function createAuth(options: GitHubAdapterOptions) {
  return { appId: options.appId, createJwt: createAppSigner(options), log: createQuietLog(options.log) }
}

function ignore(): void {}
