import type { CommitPerson } from '../../release/changes/candidate.ts'
import { type Refusal, Refused } from '../../release/refusal.ts'
import type { ObjectStore } from '../objects/object-store.ts'
import { createGpgSigner } from './gpg.ts'
import type { Signer } from './signer.ts'
import type { SigningKey } from './signing-key.ts'
import { createSshSigner } from './ssh.ts'

export interface TagToMake {
  readonly store: ObjectStore
  /** `v2.0.1`, without `refs/tags/`. */
  readonly name: string
  /** The commit. */
  readonly target: string
  /** `Release v2.0.1` */
  readonly message: string
  readonly tagger: CommitPerson
  /** Seconds since 1970; it comes from the plan, so that two builds say the same. */
  readonly taggedAt: number
  readonly key: SigningKey | null
  /** The policy's word on tags without a signature. */
  readonly sign: 'required' | 'optional'
}

export interface MadeTag {
  /** The id of the tag object. */
  readonly sha: string
  /** The key, as it is named to people; null for an unsigned tag. */
  readonly signedBy: string | null
}

/**
 * Makes the annotated tag of a release (§3.2) as an object in the store; no ref is touched. A signed one is read back
 * and verified: its signature against the key that was asked for, its name and target against what was asked.
 *
 * @throws {Refused} without a key where the policy wants one, or with a key that cannot be used
 * @throws {Error} when what was made does not verify
 */
export async function makeTag(tag: TagToMake): Promise<MadeTag> {
  const payload = createPayload(tag)
  if (tag.key === null) {
    if (tag.sign === 'required') throw new Refused(refuseWithoutKey(tag.name))
    return { sha: tag.store.write('tag', Buffer.from(payload)), signedBy: null }
  }
  const signer = await createSigner(tag.key)
  const signature = await signer.sign(payload)
  const sha = tag.store.write('tag', Buffer.from(payload + signature))
  await verifyMade(tag, sha, signer)
  return { sha, signedBy: signer.name }
}

/** A tag that stands in the repository, and the key that it should be signed with. */
interface TagToVerify extends Pick<TagToMake, 'store' | 'name'> {
  /** The id of the tag object. */
  readonly sha: string
  readonly key: SigningKey
}

/**
 * Says of a tag that is there already by whom it is signed.
 *
 * @throws {Refused} when it is not signed with this very key, or is the tag of another name
 */
export async function verifyTag({ store, name, sha, key }: TagToVerify): Promise<MadeTag> {
  const signer = await createSigner(key)
  const text = (await store.read(sha)).data.toString()
  const at = text.search(SIGNATURE)
  const verified =
    at >= 0 &&
    text.slice(0, text.indexOf('\n\n')).split('\n').includes(`tag ${name}`) &&
    (await signer.verify(text.slice(0, at), text.slice(at)).then(
      () => true,
      () => false,
    ))
  if (!verified) throw new Refused(refuseForeignTag(name, signer.name))
  return { sha, signedBy: signer.name }
}

/** Whether a key could sign here, for a check beforehand: its name as people know it. */
export async function tryKey(key: SigningKey): Promise<string> {
  const signer = await createSigner(key)
  await signer.verify('try\n', await signer.sign('try\n'))
  return signer.name
}

/** Prepares a key. @throws {Refused} when it can't be used */
export function createSigner(key: SigningKey): Promise<Signer> {
  switch (key.format) {
    case 'gpg':
      return createGpgSigner(key)
    case 'ssh':
    case 'ssh-agent':
      return createSshSigner(key)
  }
}

/** A tag object as `git mktag` would take it. */
function createPayload({ name, target, message, tagger, taggedAt }: TagToMake): string {
  const lines = [
    `object ${target}`,
    'type commit',
    `tag ${name}`,
    `tagger ${tagger.name} <${tagger.email}> ${taggedAt} +0000`,
  ]
  // A line break in any of them would begin a header of somebody else's choosing.
  if (lines.some((line) => /[\n\0]/.test(line)) || /[<>]/.test(tagger.name + tagger.email)) {
    throw new Error(`a tag cannot be made of ${JSON.stringify({ name, target, tagger })}`)
  }
  return `${lines.join('\n')}\n\n${message.trimEnd()}\n`
}

const SIGNATURE = /^-----BEGIN (?:PGP|SSH) SIGNATURE-----$/m

async function verifyMade(tag: TagToMake, sha: string, signer: Signer): Promise<void> {
  const { type, data } = await tag.store.read(sha)
  const text = data.toString()
  const at = text.search(SIGNATURE)
  const payload = text.slice(0, at)
  if (type !== 'tag' || at < 0 || payload !== createPayload(tag)) {
    throw new Error(`the new tag object ${sha} is not the tag ${tag.name} of ${tag.target}`)
  }
  await signer.verify(payload, text.slice(at))
}

function refuseForeignTag(name: string, signer: string): Refusal {
  return {
    kind: 'repository',
    what: `The tag ${name} already exists, but isn't signed with the ${signer}.`,
    next: `See who signed it: \`git verify-tag ${name}\`. Sign with that key, or leave \`--tag\` out.`,
  }
}

function refuseWithoutKey(name: string): Refusal {
  return {
    kind: 'usage',
    what: `The tag ${name} must be signed (§3.2), but there is no signing key.`,
    next: [
      'Name one: `--sign-key ~/.ssh/id_ed25519`, or a GPG fingerprint, or set one for all repositories with',
      '`git config --global user.signingkey KEY` (and `gpg.format ssh` for an SSH key).',
      'A policy with `tag: {sign: optional}` allows unsigned tags.',
    ].join(' '),
  }
}
