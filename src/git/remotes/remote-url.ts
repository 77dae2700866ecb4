import { resolve } from 'node:path'
import { Refused } from '../../release/refusal.ts'

/** A remote as git is to be called for it. */
export interface GitRemote {
  /** For git's arguments: without a password. A path is absolute. */
  readonly url: string
  /** For people: without a user name too, for a token may stand in its place. */
  readonly shown: string
  /** What git needs in its environment besides, a password among it: it belongs neither into arguments nor into logs. */
  readonly env: Readonly<Record<string, string>>
  /** Takes every trace of the credentials out of a text that git wrote. */
  readonly scrub: (text: string) => string
}

const PROTOCOLS = new Set(['file:', 'git:', 'http:', 'https:', 'ssh:'])

/**
 * Reads a remote's URL or path, from a person's call or from `remote.<name>.url`.
 *
 * @throws {Refused} for anything that could make git run a program (`ext::…`), be taken for an option, or speak a
 * protocol that is not among file, git, http, https and ssh
 */
export function parseRemote(given: string): GitRemote {
  const fault = findFault(given)
  if (fault !== null) {
    throw new Refused({
      kind: 'usage',
      what: `${JSON.stringify(stripCredentials(given))} cannot be used as a remote: ${fault}.`,
      next: 'Give a path, `https://host/repo.git`, `ssh://user@host/repo.git` or `user@host:repo.git`.',
    })
  }
  if (!given.includes('://')) return createPlainRemote(isScpLike(given) ? given : resolve(given))
  const url = new URL(given)
  if (!/^https?:$/.test(url.protocol) || url.password === '') return createPlainRemote(given)
  return createRemoteWithPassword(url)
}

function findFault(given: string): string | null {
  if (given === '') return 'it is empty'
  if (given.startsWith('-')) return 'it begins with a dash'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(given)) return 'it has a control character'
  if (/^[A-Za-z0-9+.-]*::/.test(given)) return 'it names a program to run'
  if (!given.includes('://')) return isScpLike(given) && getHost(given).startsWith('-') ? DASHED_HOST : null
  return findUrlFault(given)
}

const DASHED_HOST = 'its host begins with a dash'

function findUrlFault(given: string): string | null {
  if (!URL.canParse(given) || !isDecodable(given)) return "it isn't a URL"
  const { protocol, hostname } = new URL(given)
  if (!PROTOCOLS.has(protocol)) return `its protocol \`${protocol.slice(0, -1)}\` isn't supported`
  if (decodeURIComponent(hostname).startsWith('-')) return DASHED_HOST
  return null
}

/** `%` begins two hexadecimal digits of a byte of UTF-8, everywhere but in what only looks like a URL. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/** git's own rule: a colon before the first slash. */
function isScpLike(given: string): boolean {
  return /^[^/]+:/.test(given)
}

function getHost(scpLike: string): string {
  const [place = ''] = scpLike.split(':', 1)
  return place.slice(place.lastIndexOf('@') + 1)
}

function createPlainRemote(url: string): GitRemote {
  return { url, shown: stripCredentials(url), env: {}, scrub: stripCredentials }
}

/** The password goes by a header out of the environment, as git has no other way that keeps it out of `ps`. */
function createRemoteWithPassword(url: URL): GitRemote {
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  const basic = Buffer.from(`${user}:${password}`).toString('base64')
  const secrets = [password, url.password, encodeURIComponent(password), basic]
  const bare = new URL(url)
  bare.username = ''
  bare.password = ''
  return {
    url: bare.href,
    shown: bare.href,
    env: {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${bare.origin}/.extraHeader`,
      GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
    },
    scrub: (text) =>
      secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, '***'), stripCredentials(text)),
  }
}

/** Any URL in a text loses its user and password: a token may stand in either place. `git@` of ssh stays. */
export function stripCredentials(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]*:\/\/)([^\s/@]+@)+/gi, (whole, scheme: string) =>
    /^ssh:\/\/[^:@]+@$/i.test(whole) ? whole : scheme,
  )
}
