import { createAppAuth } from '@octokit/auth-app'
import { Octokit } from '@octokit/core'
import { signsFor } from './app-signature.ts'
import { type Client, clientOf } from './calls/client.ts'
import { exchangeOf } from './calls/exchange.ts'
import { type Governor, openGovernor } from './calls/governor.ts'
import { remembering } from './calls/remembering.ts'
import { type Credentials, senderOf } from './calls/sending.ts'
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
}

export function openEntrances(options: GitHubOptions): Entrances {
  const { now, apiUrl: baseUrl, appId } = options
  const log = quiet(options.log)
  const exchange = remembering(exchangeOf(options))
  const graphqlUrl = graphqlAt(baseUrl)
  const governors = new Map<number, Governor>()
  const tokens = new Set<Token>()
  const sender = (credentials: Credentials | null, governor: Governor, onMoved: () => void) =>
    senderOf({ exchange, governor, credentials, now, log: options.log, onMoved })

  const asApp = new Octokit({
    baseUrl,
    log,
    authStrategy: createAppAuth,
    auth: { appId, createJwt: signsFor(options), log },
  })
  const app = clientOf({ octokit: asApp, sender: sender(null, openGovernor(now), nothing), graphqlUrl, now })
  const octokit = new Octokit({ baseUrl, log })
  return {
    app,
    spent: (bare) => {
      for (const token of tokens) token.spent(`token ${bare}`)
    },
    open: (wish, onMoved = nothing) => {
      const { installationId } = wish
      const governor = governors.get(installationId) ?? openGovernor(now)
      governors.set(installationId, governor)
      const token = openToken({ app, now, learn: options.learnSecret ?? nothing }, wish)
      tokens.add(token)
      return {
        token,
        client: clientOf({ octokit, sender: sender(token, governor, onMoved), graphqlUrl, now }),
      }
    },
  }
}

/** https://docs.github.com/enterprise-server/graphql/guides/forming-calls-with-graphql */
function graphqlAt(apiUrl: string): string {
  return apiUrl.endsWith('/api/v3') ? apiUrl.replace(/v3$/, 'graphql') : `${apiUrl}/graphql`
}

/** Octokit's own words: that a call is deprecated, and that our clock is off. */
function quiet(log: Log) {
  const tell = (what: string) => log.warn({}, what)
  return { debug: nothing, info: nothing, warn: tell, error: tell }
}

function nothing(): void {}
