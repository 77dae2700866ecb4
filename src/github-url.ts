import { type Environment, getSetting } from './settings/environment.ts'
import { createSettingMistake, type SettingMistake } from './settings/mistake.ts'

/** A GitHub: github.com, GitHub Enterprise Cloud with data residency, or a GitHub Enterprise Server. No slash at the ends. */
export interface GitHubUrls {
  /** What people see, and git clones from. */
  readonly web: string
  /** Octokit's `baseUrl`. */
  readonly api: string
}

/** Reads GITHUB_URL, or the GHE_HOST and GHE_PROTOCOL of Probot apps; github.com without them. */
export function readGitHubUrl(env: Environment): GitHubUrls | SettingMistake {
  const host = getSetting(env, 'GHE_HOST')
  const protocol = getSetting(env, 'GHE_PROTOCOL') ?? 'https'
  const own = getSetting(env, 'GITHUB_URL')
  if (host !== null && own !== null)
    return createSettingMistake(
      'GHE_HOST',
      'is set, and so is GITHUB_URL.',
      'Keep GITHUB_URL, which has the same meaning.',
    )
  if (host === null) return parseGitHubUrl('GITHUB_URL', own ?? 'https://github.com')
  return parseGitHubUrl('GHE_HOST', `${protocol}://${host}`)
}

const NEXT = {
  GITHUB_URL: 'Set GITHUB_URL=https://github.example.com: scheme and host, no path.',
  GHE_HOST: 'Set GHE_HOST=github.example.com: only the host.',
} as const

function parseGitHubUrl(setting: keyof typeof NEXT, text: string): GitHubUrls | SettingMistake {
  const url = URL.canParse(text) ? new URL(text) : null
  const wrong = (what: string) => createSettingMistake(setting, what, NEXT[setting])
  if (url === null) return wrong("isn't a URL.")
  if (url.username !== '' || url.password !== '') return wrong('contains credentials.')
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return wrong('has a path or query.')
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return wrong("isn't https, so others could read tokens.")
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
