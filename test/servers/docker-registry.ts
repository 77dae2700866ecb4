import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type RunningServer, startServer } from './programs.ts'

/** The one login of a registry that wants one. */
export const REGISTRY_LOGIN = { username: 'captain', password: 'U*U' }
/** Its password by bcrypt: a test vector of crypt_blowfish. */
const HTPASSWD = 'captain:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n'

/** Starts Debian's docker-registry, empty: for everybody, or for who has the login. */
export function startDockerRegistry({ isOpen }: { readonly isOpen: boolean }): Promise<RunningServer> {
  return startServer({
    program: 'docker-registry',
    ready: '/',
    args: async ({ port, folder }) => {
      await writeFile(join(folder, 'htpasswd'), HTPASSWD)
      const config = {
        version: 0.1,
        log: { level: 'error' },
        storage: { filesystem: { rootdirectory: join(folder, 'data') } },
        http: { addr: `127.0.0.1:${port}` },
        ...(isOpen ? {} : { auth: { htpasswd: { realm: 'registry', path: join(folder, 'htpasswd') } } }),
      }
      await writeFile(join(folder, 'config.yml'), stringify(config))
      return ['serve', join(folder, 'config.yml')]
    },
  })
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** Pushes an image of nothing, as `docker push` does (https://distribution.github.io/distribution/spec/api). @returns its digest */
export async function pushImage(registry: string, name: string, tag: string): Promise<string> {
  const call = async (path: string, method: string, body: string, type: string) => {
    const answer = await fetch(new URL(path, registry), { method, body, headers: headersFor(type) })
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}.`)
    return answer
  }
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', tag })
  const begun = await call(`/v2/${name}/blobs/uploads/`, 'POST', '', 'application/octet-stream')
  const upload = new URL(begun.headers.get('location') ?? '', registry)
  upload.searchParams.set('digest', toDigest(config))
  await call(upload.href, 'PUT', config, 'application/octet-stream')
  const manifest = JSON.stringify({
    ...{ schemaVersion: 2, mediaType: MANIFEST, layers: [] },
    config: {
      mediaType: 'application/vnd.oci.image.config.v1+json',
      digest: toDigest(config),
      size: config.length,
    },
  })
  await call(`/v2/${name}/manifests/${tag}`, 'PUT', manifest, MANIFEST)
  return toDigest(manifest)
}

function headersFor(type: string): Record<string, string> {
  const { username, password } = REGISTRY_LOGIN
  const login = Buffer.from(`${username}:${password}`).toString('base64')
  return { 'content-type': type, authorization: `Basic ${login}` }
}

function toDigest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}
