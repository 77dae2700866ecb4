import { z } from 'zod'
import type { AskRegistry } from './ask-registry.ts'
import { createUnansweredError } from './unanswered-error.ts'

const manifest = z.object({
  version: z.string(),
  dist: z.object({ integrity: z.string().optional(), shasum: z.string().optional() }),
})

/** What a version of a package is (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md); null where it is not. */
export async function fetchNpmDigest(
  ask: AskRegistry,
  { registry, name, version }: { readonly registry: string; readonly name: string; readonly version: string },
): Promise<string | null> {
  const path = `${name.replace('/', '%2f')}/${encodeURIComponent(version)}`
  const answer = await ask('GET', new URL(`${registry.replace(/\/$/, '')}/${path}`), {
    accept: 'application/json',
  })
  if (answer.status === 404) return null
  if (answer.status !== 200) throw createUnansweredError(`${name}@${version} on npm`, answer)

  const { version: found, dist } = manifest.parse(JSON.parse(answer.body.toString('utf8')))
  if (found !== version) return null
  return dist.integrity ?? (dist.shasum === undefined ? 'not told' : `sha1:${dist.shasum}`)
}
