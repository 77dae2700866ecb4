import { type NewCommit, serializeCommit } from '../objects/commit-objects.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { createSigner } from './sign-tag.ts'
import type { SigningKey } from './signing-key.ts'

/** The header that holds a commit's signature, by the format of the repository (gpg-interface.c, commit.c). */
const HEADERS = { sha1: 'gpgsig', sha256: 'gpgsig-sha256' } as const

/**
 * The bytes of a commit without its signature: what the signature is about, and what makes it the same commit as
 * another, because a second signature of the same key need not be the same bytes.
 */
export function dropSignature(data: Buffer): Buffer {
  const text = data.toString('latin1')
  const end = text.indexOf('\n\n')
  if (end < 0) return data
  const head = text.slice(0, end + 1).replace(/^gpgsig(?:-sha256)? .*\n(?: .*\n)*/gm, '')
  return Buffer.from(head + text.slice(end + 1), 'latin1')
}

interface CommitToSign {
  readonly store: ObjectStore
  readonly commit: NewCommit
  readonly key: SigningKey
}

/**
 * Writes a signed commit object, as `git commit -S` does, and verifies what was made.
 *
 * @throws {Refused} with a key that can't be used
 * @throws {Error} when what was made doesn't verify
 */
export async function writeSignedCommit({ store, commit, key }: CommitToSign): Promise<string> {
  const signer = await createSigner(key)
  const payload = serializeCommit(commit)
  const signature = await signer.sign(payload)
  await signer.verify(payload, signature)
  const end = payload.indexOf('\n\n')
  const header = `${HEADERS[store.format]} ${signature.trimEnd().split('\n').join('\n ')}\n`
  const signed = [payload.subarray(0, end + 1), Buffer.from(header), payload.subarray(end + 1)]
  return store.write('commit', Buffer.concat(signed))
}
