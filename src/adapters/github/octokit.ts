import type { Octokit as RestOctokit } from '@octokit/rest'

/** What the adapter uses of an Octokit: GitHub's REST endpoints by name, and GraphQL. */
export type Octokit = Pick<RestOctokit, 'rest' | 'graphql' | 'request' | 'auth'>

/** Probot's Octokit in the App, `@octokit/rest`'s where there is no Probot. */
export type OctokitClass = new (options: OctokitOptions) => Octokit

interface OctokitOptions {
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
