import type { OctokitClass } from './octokit.ts'

/** What the App needs to be one on github.com, on a GitHub Enterprise Server, or in the sandbox. */
export interface GitHubAdapterOptions {
  /** Whose endpoint methods make the calls. */
  readonly Octokit: OctokitClass
  readonly appId: number
  /** The App's private key, PEM. Stays in memory. */
  readonly privateKey: string
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server; no slash at its end. */
  readonly apiUrl: string
  /** `https://github.com`, or `https://HOST`: where people look, and git's remotes. */
  readonly webUrl: string
  /** Seconds since 1970. */
  readonly now: () => number
  readonly log: AdapterLog
  /** GitHub wants to know who calls: `release-captain/0.1.0`. */
  readonly userAgent: string
  /** Told each token as it comes, so that whatever is written down can be cleaned of it. */
  readonly learnSecret?: (secret: string) => void
  /** Instead of Node's own. */
  readonly fetch?: typeof fetch
}

/** Lines for whoever runs the program. No secret gets into them. */
export interface AdapterLog {
  info(about: AdapterLogFields, what: string): void
  warn(about: AdapterLogFields, what: string): void
}

type AdapterLogFields = Readonly<Record<string, string | number | boolean | null>>
