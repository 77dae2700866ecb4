import { type Environment, getSetting } from './settings/environment.ts'
import { createSettingMistake, type SettingMistake } from './settings/mistake.ts'

/** A GitHub: github.com, GitHub Enterprise Cloud with data residency, or a GitHub Enterprise Server. No slash at the ends. */
export interface GitHubUrls {
  /** What people see, and git clones from. */
  readonly web: string
  /** Octokit's `baseUrl`. */
  readonly api: string
}

/** Reads GITHUB_URL; github.com without it. */
export function readGitHubUrl(env: Environment): GitHubUrls | SettingMistake {
  const text = getSetting(env, 'GITHUB_URL') ?? 'https://github.com'
  const url = URL.canParse(text) ? new URL(text) : null
  const createMistakeHere = (what: string) =>
    createSettingMistake(
      'GITHUB_URL',
      what,
      'Set GITHUB_URL=https://github.example.com: scheme and host, no path.',
    )
  if (url === null) return createMistakeHere('is no URL.')
  if (url.username !== '' || url.password !== '')
    return createMistakeHere('has credentials in it, which nobody needs.')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return createMistakeHere('has more than a host.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return createMistakeHere('is not https, so that tokens would be read on their way.')
  }
  return { web: url.origin, api: toApiUrl(url) }
}

/**
 * Where the REST API is: a host of its own for github.com and *.ghe.com
 * (https://docs.github.com/enterprise-cloud@latest/admin/data-residency), below the web pages on a server
 * (https://docs.github.com/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api).
 */
function toApiUrl({ protocol, host, origin }: URL): string {
  if (host === 'github.com' || host === 'www.github.com') return 'https://api.github.com'
  if (host.endsWith('.ghe.com')) return `${protocol}//api.${host}`
  return `${origin}/api/v3`
}

/** Names of this machine alone. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
