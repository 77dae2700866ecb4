import type { CommitSignature } from '../../../git/objects/commit-objects.ts'
import type { FoundTag } from '../../../git/refs/tags.ts'
import { push } from '../../../git/remotes/push.ts'
import { makeTag, verifyTag } from '../../../git/signing/sign-tag.ts'
import { chooseSigningKey, type SigningKey } from '../../../git/signing/signing-key.ts'
import { createCommitter } from '../../../planner/build/release-commits.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import { findStableBefore } from '../../../release/lines.ts'
import { fill } from '../../../release/policy/text-schemas.ts'
import type { Policy } from '../../../release/policy.ts'
import { type Refusal, Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { formatTagName } from '../../../release/versions/tag-names.ts'
import type { Git, TagQuery } from '../../../runtime/ports/git.ts'
import { type PinnedGround, readGroundAt, requireCommit } from '../ground.ts'

/** The key that the App signs tags with. It has no passphrase, or its agent holds it: nobody can be asked. */
export interface Signing {
  /** Null where it is to be told from the key itself. */
  readonly format: 'gpg' | 'ssh' | null
  /** A file of a private key, an SSH public key whose private part an agent holds, or a GPG fingerprint. */
  readonly key: string
}

/** §3.2: the annotated tag of a release on the remote, made once. What stands there is verified. */
export async function tagRelease(
  workspace: Workspace,
  asking: TagQuery,
  signing: Signing | null,
): ReturnType<Git['tag']> {
  const ground = await readGroundAt(workspace, { main: null, policy: asking.policy })
  const { policy } = ground.inForce
  requireName(policy, asking)
  const key = await findSigningKey(policy, signing)
  if (key === null && policy.tag.sign === 'required') throw new Refused(refuseWithoutKey(asking.tag))
  const standing = findStandingTag(ground, asking)
  if (standing) return { object: await verifyStanding(workspace, { standing, asking, policy, key }) }
  await requireCommit(workspace, asking.commit)
  const object = await createTag(workspace, { ground, asking, key })
  await push({
    gitDir: workspace.quarantine.gitDir,
    url: asking.at.url,
    updates: [{ ref: `refs/tags/${asking.tag}`, commit: object, expected: null }],
    names: { branch: policy.releaseBranch, tag: policy.tagPattern },
  })
  return { object }
}

/** Whether a tag that stands is signed as the policy wants it; by whom a foreign signature is, nobody here can tell. */
export async function checkSignature(
  workspace: Workspace,
  asking: TagQuery,
  signing: Signing | null,
): ReturnType<Git['checkSignature']> {
  const ground = await readGroundAt(workspace, { main: null, policy: asking.policy })
  const { policy } = ground.inForce
  const standing = ground.tags.find(({ name }) => name === asking.tag)
  if (!standing || standing.commit !== asking.commit) return 'missing'
  if (policy.tag.sign === 'optional') return 'as-required'
  if (!standing.annotated || !(await isSigned(workspace, standing))) return 'missing'
  const key = await findSigningKey(policy, signing)
  if (key === null) return 'unknown'
  return (await isVerified(workspace, standing, key)) ? 'as-required' : 'unknown'
}

async function isSigned({ store }: Workspace, { object }: FoundTag): Promise<boolean> {
  return /^-----BEGIN (?:PGP|SSH) SIGNATURE-----$/m.test((await store.read(object)).data.toString())
}

async function isVerified(
  { store }: Workspace,
  { name, object }: FoundTag,
  key: SigningKey,
): Promise<boolean> {
  try {
    await verifyTag({ store, name, sha: object, key })
    return true
  } catch (error) {
    if (error instanceof Refused && error.refusal.kind === 'repository') return false
    throw error
  }
}

function requireName({ tagPattern }: Policy, { tag: name, version }: TagQuery): void {
  const right = formatTagName(tagPattern, stripVersionPrefix(version))
  if (name !== right) throw new Error(`${name} is not how ${version} is tagged: that is ${right}`)
}

async function findSigningKey(
  { tag: { format } }: Policy,
  signing: Signing | null,
): Promise<SigningKey | null> {
  if (signing === null) return null
  const key = await chooseSigningKey({ format: signing.format ?? format, key: signing.key })
  const isOther = format !== null && key !== null && key.format.replace('-agent', '') !== format
  if (isOther) throw new Refused(refuseOtherFormat(format))
  return key
}

/** @throws {Refused} where the name was given to another commit */
function findStandingTag({ tags }: PinnedGround, { tag: name, commit, version }: TagQuery): FoundTag | null {
  const standing = tags.find((one) => one.name === name)
  if (!standing || standing.commit === commit) return standing ?? null
  throw new Refused({
    kind: 'rule',
    what: `The tag ${name} exists already, and it is ${standing.commit.slice(0, 10)}, not ${commit.slice(0, 10)}, which was approved for ${version}.`,
    next: 'Find out who created it. A published tag never moves: release the next version, and cancel this one with `/release abort because …`.',
  })
}

interface StandingTag {
  readonly standing: FoundTag
  readonly asking: TagQuery
  readonly policy: Policy
  readonly key: SigningKey | null
}

/** R9: the tag that stands counts for ours where it is what we would have made. */
async function verifyStanding(workspace: Workspace, { standing, policy, key }: StandingTag): Promise<string> {
  const { name, object, annotated } = standing
  if (policy.tag.sign === 'optional' || key === null) return object
  if (!annotated) throw new Refused(refuseLightweight(name))
  await verifyTag({ store: workspace.store, name, sha: object, key })
  return object
}

interface TagContext {
  readonly ground: PinnedGround
  readonly asking: TagQuery
  readonly key: SigningKey | null
}

async function createTag({ store }: Workspace, { ground, asking, key }: TagContext): Promise<string> {
  const { policy } = ground.inForce
  const tagger: CommitSignature = await createCommitter(store, asking.commit, policy.committer)
  const version = stripVersionPrefix(asking.version)
  const previous = findStableBefore(version, ground.tags, policy)?.version ?? ''
  const { sha } = await makeTag({
    store,
    name: asking.tag,
    target: asking.commit,
    message: fill(policy.tag.message, { version, previous }),
    tagger,
    taggedAt: tagger.at,
    key,
    sign: policy.tag.sign,
  })
  return sha
}

function refuseWithoutKey(name: string): Refusal {
  return {
    kind: 'config',
    what: `The tag ${name} must be signed (§3.2), but the App has no signing key.`,
    next: 'Set `SIGNING_KEY` where it runs: an SSH key without a passphrase is enough (`ssh-keygen -t ed25519 -N "" -f release-key`), or a GPG key. Then run `/release retry tag`. For later releases, a policy with `tag: {sign: optional}` allows unsigned tags.',
  }
}

function refuseOtherFormat(format: 'gpg' | 'ssh'): Refusal {
  return {
    kind: 'config',
    what: `The policy requires tags signed with ${format === 'gpg' ? 'GPG' : 'SSH'} (\`tag.format\`), but the App's key is of the other kind.`,
    next: 'Give the App a key of that kind, then run `/release retry tag`. For later releases, you can change `tag.format`.',
  }
}

function refuseLightweight(name: string): Refusal {
  return {
    kind: 'repository',
    what: `The tag ${name} already exists as a lightweight tag, so it isn't signed (§3.2).`,
    next: "Find out who created it. If you don't need it, delete it and run `/release retry tag`. Otherwise release the next version.",
  }
}
