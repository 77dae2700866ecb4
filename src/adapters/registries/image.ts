import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { AskingOptions, AskRegistry, RegistryResponse } from './ask-registry.ts'
import { createUnansweredError } from './unanswered-error.ts'

/** An image by its parts; `host` may have a port. */
interface Image {
  readonly host: string
  readonly name: string
  readonly tag: string
}

/** Every kind of manifest that an image may have (https://github.com/opencontainers/image-spec/blob/main/media-types.md). */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

interface ImageOptions extends Pick<AskingOptions, 'loopback'> {
  /** The login for a host; null where there is none. */
  readonly findLogin: (host: string) => ImageLogin | null
}

interface ImageLogin {
  readonly username: string
  readonly password: string
}

/**
 * The digest of an image's manifest (https://github.com/opencontainers/distribution-spec/blob/main/spec.md, “Checking if
 * content exists”), asked with a token for anybody where the registry wants one; null where there is none.
 */
export async function fetchImageDigest(
  ask: AskRegistry,
  reference: string,
  options: ImageOptions,
): Promise<string | null> {
  const image = parseImage(reference)
  const isHere = options.loopback && image.host.startsWith('127.0.0.1:')
  const url = new URL(`${isHere ? 'http' : 'https'}://${image.host}/v2/${image.name}/manifests/${image.tag}`)
  const first = await ask('HEAD', url, { accept: ACCEPT })
  const login = options.findLogin(image.host)
  const headers = first.status === 401 ? await authenticate(ask, first, { image, login }) : {}
  const answer = first.status === 401 ? await ask('HEAD', url, { accept: ACCEPT, ...headers }) : first
  if (answer.status === 404) return null
  if (answer.status !== 200) throw createUnansweredError(`The image ${reference}`, answer)

  const told = answer.headers['docker-content-digest']
  if (typeof told === 'string' && /^sha256:[0-9a-f]{64}$/.test(told)) return told
  const whole = await ask('GET', url, { accept: ACCEPT, ...headers })
  if (whole.status !== 200) throw createUnansweredError(`The image ${reference}`, whole)
  return `sha256:${createHash('sha256').update(whole.body).digest('hex')}`
}

/** `api:2.0.1` is Docker Hub's `library/api`; whatever has a dot or a port in its first part names its registry. */
function parseImage(reference: string): Image {
  const [, path = '', tag = ''] = /^(.+):([A-Za-z0-9_][A-Za-z0-9._-]{0,127})$/.exec(reference) ?? []
  const [first = '', ...rest] = path.split('/')
  const named = rest.length > 0 && /[.:]/.test(first)
  const isDockerRegistry = path.includes('/') ? path : `library/${path}`
  const host = named && first !== 'docker.io' ? first : 'registry-1.docker.io'
  const image = { host, name: named ? rest.join('/') : isDockerRegistry, tag }
  if (!/^[a-z0-9]+(?:(?:[._-]|__|\/)[a-z0-9]+)*$/.test(image.name)) throw refuseNotImage(reference)
  return image
}

const token = z
  .object({ token: z.string().optional(), access_token: z.string().optional() })
  .transform((given) => given.token ?? given.access_token ?? null)

interface Asking {
  readonly image: Image
  readonly login: ImageLogin | null
}

/** The registry says how: by name and password, or by a token that it names a server for. */
async function authenticate(
  ask: AskRegistry,
  response: RegistryResponse,
  asking: Asking,
): Promise<Record<string, string>> {
  const isBasic = /^basic /i.test(response.headers['www-authenticate'] ?? '')
  return isBasic ? toBasic(asking.login) : fetchToken(ask, response, asking)
}

function toBasic(login: ImageLogin | null): Record<string, string> {
  if (login === null) return {}
  const pair = Buffer.from(`${login.username}:${login.password}`).toString('base64')
  return { authorization: `Basic ${pair}` }
}

/** https://distribution.github.io/distribution/spec/auth/token/ */
async function fetchToken(
  ask: AskRegistry,
  { headers }: RegistryResponse,
  { image: { name }, login }: Asking,
): Promise<Record<string, string>> {
  const asked = headers['www-authenticate'] ?? ''
  const said = new Map([...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key, value]))
  const url = URL.parse(said.get('realm') ?? '')
  if (!/^bearer /i.test(asked) || !url) return {}

  url.searchParams.set('scope', `repository:${name}:pull`)
  const service = said.get('service')
  if (service !== undefined) url.searchParams.set('service', service)
  const answer = await ask('GET', url, { accept: 'application/json', ...toBasic(login) })
  if (answer.status !== 200) return {}
  const given = token.parse(JSON.parse(answer.body.toString('utf8')))
  return given === null ? {} : { authorization: `Bearer ${given}` }
}

function refuseNotImage(reference: string): Refused {
  return new Refused({
    kind: 'config',
    what: `\`${reference.slice(0, 200)}\` isn't the name of an image with a tag.`,
    next: 'Write it as `ghcr.io/godel/api:{version}` in `build.artifacts` of the config.',
  })
}
