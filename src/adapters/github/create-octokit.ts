import type { Fetch, Octokit, OctokitLog } from './octokit.ts'
import type { AdapterLog, GitHubAdapterOptions } from './options.ts'

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
