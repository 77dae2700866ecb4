import type { Octokit as RestOctokit } from '@octokit/rest'
import type { AdapterLog, GitHubAdapterOptions } from './options.ts'

/** What the adapter uses of an Octokit: GitHub's REST endpoints by name, and GraphQL. */
export type Octokit = Pick<RestOctokit, 'rest' | 'graphql' | 'request' | 'auth'>

/** Probot's Octokit in the App, `@octokit/rest`'s where there is no Probot. */
export type OctokitClass = new (options: OctokitOptions) => Octokit

export interface OctokitOptions {
  readonly baseUrl: string
  readonly userAgent: string
  readonly log: OctokitLog
  /** Sends each request: with the credentials, within the limits, and a write once. */
  readonly request: { readonly fetch: Fetch }
  /** Retries and throttling are the sender's: Octokit's own would send a write several times. */
  readonly retry: { readonly enabled: false }
  readonly throttle: { readonly enabled: false }
  /** Undefined where the sender adds the credentials. */
  readonly authStrategy: unknown
  readonly auth?: unknown
}

/** As Octokit calls it: a URL, and what is sent there. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

export interface OctokitLog {
  debug(message: string): void
  info(message: string): void
  warn(message: string): void
  error(message: string): void
}

/** Who Octokit signs its calls as, where the sender does not add the credentials. */
export interface OctokitAuth {
  readonly authStrategy: unknown
  readonly auth: unknown
}

/** Creates an Octokit that sends by a fetch of ours: with its credentials, within the limits, and a write once. */
export function createOctokit(
  {
    Octokit,
    apiUrl: baseUrl,
    userAgent,
    log,
  }: Pick<GitHubAdapterOptions, 'Octokit' | 'apiUrl' | 'userAgent' | 'log'>,
  fetch: Fetch,
  auth: OctokitAuth = { authStrategy: undefined, auth: undefined },
): Octokit {
  return new Octokit({
    baseUrl,
    userAgent,
    log: createQuietLog(log),
    request: { fetch },
    retry: { enabled: false },
    throttle: { enabled: false },
    ...auth,
  })
}

/**
 * Creates the log of an Octokit. It writes Octokit's warnings: that a call is deprecated, and that our clock is off. At
 * `debug` Octokit would log what is sent.
 */
export function createQuietLog(log: AdapterLog): OctokitLog {
  const ignore = () => undefined
  const logWarning = (what: string) => log.warn({}, what)
  return { debug: ignore, info: ignore, warn: logWarning, error: logWarning }
}
