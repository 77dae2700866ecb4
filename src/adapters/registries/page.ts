import type { AskRegistry, RegistryResponse } from './ask-registry.ts'
import { createUnansweredError } from './unanswered-error.ts'

/** Whether there is something to be fetched, and its digest where its server says it; null where there is nothing. */
export async function fetchPageDigest(ask: AskRegistry, url: string): Promise<string | null> {
  const answer = await ask('HEAD', new URL(url))
  if (answer.status === 200) return readDigest(answer)
  if (answer.status === 404 || answer.status === 410) return null
  throw createUnansweredError(url.slice(0, 200), answer)
}

/** By RFC 9530, as Artifactory says it, or failing that the mark by which its server tells versions of it apart. */
function readDigest({ headers }: RegistryResponse): string {
  const told = /\bsha-256=:([A-Za-z0-9+/]{43}=):/.exec(String(headers['repr-digest'] ?? ''))?.[1]
  if (told !== undefined) return `sha256:${Buffer.from(told, 'base64').toString('hex')}`
  const checksum = String(headers['x-checksum-sha256'] ?? '')
  if (/^[0-9a-f]{64}$/.test(checksum)) return `sha256:${checksum}`
  return headers.etag === undefined ? 'not told' : `etag:${headers.etag.slice(0, 200)}`
}
