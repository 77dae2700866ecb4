import type { TagRequest } from '../../cli/engine.ts'
import type { CommitSignature } from '../../git/objects/commit-objects.ts'
import type { FoundTag } from '../../git/refs/tags.ts'
import { type MadeTag, makeTag, verifyTag } from '../../git/signing/sign-tag.ts'
import { chooseSigningKey, type SigningKey } from '../../git/signing/signing-key.ts'
import { fill } from '../../release/policy/text-schemas.ts'
import { type Refusal, Refused } from '../../release/refusal.ts'
import { stripVersionPrefix } from '../../release/version-form.ts'
import { checkVersion } from '../../release/versions/check-version.ts'
import { formatTagName } from '../../release/versions/tag-names.ts'
import type { PlanningGround } from '../ground/read-ground.ts'
import type { Planning } from '../plan/make-plan.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** The ground as it was before a version was tagged, and the version's tag where there is one by now. */
export interface BeforeTag {
  readonly ground: PlanningGround
  readonly tagged: FoundTag | null
}

/**
 * A build may be run again after it made its tag: the push may have failed, or the branch alone was wanted at first.
 * It is planned as it was then, and has to come to the very same commit (`refuseAnother`).
 */
export function resolveBeforeTag(ground: PlanningGround, version: string): BeforeTag {
  const { tagPattern } = ground.inForce.policy
  const names = [version, formatTagName(tagPattern, stripVersionPrefix(version))]
  const tagged = ground.tags.find(({ name }) => names.includes(name))
  if (!tagged) return { ground, tagged: null }
  const tags = ground.tags.filter((tag) => tag !== tagged)
  // With later versions out it could not be cut any more, and there is nothing to do again.
  const check = checkVersion(version, tags, { tagPattern })
  return check.kind === 'accepted' ? { ground: { ...ground, tags }, tagged } : { ground, tagged: null }
}

/** Version Numbering: what was tagged stays what it is. */
export function refuseOtherTag(tagged: FoundTag, branch: string): Refusal {
  return {
    kind: 'rule',
    what: `The tag ${tagged.name} exists already (${tagged.commit.slice(0, 10)}), but this build would differ: main, the policy, the facts or the choice of changes has changed. A version is never cut twice.`,
    next: `To release later changes, build the next version of the line. To push what was tagged: \`git push --atomic origin ${branch} ${tagged.name}\`.`,
  }
}

interface BuildTagInput {
  readonly planning: Planning
  readonly ground: PlanningGround
  readonly request: TagRequest
  readonly target: string
  readonly committer: CommitSignature
  /** The tag that is there already, on this very target. */
  readonly tagged: FoundTag | null
}

/**
 * The tag of a build (§3.2): made, or the one that is there, verified; null where none was asked for.
 *
 * @throws {Refused} for want of a key, or where the tag that is there is not signed with it
 */
export async function makeBuildTag({ store }: Workspace, of: BuildTagInput): Promise<MadeTag | null> {
  const { planning, ground, request, target, committer, tagged } = of
  if (request.kind === 'none') return null
  const { tag } = ground.inForce.policy
  if (request.kind === 'unsigned' && tag.sign === 'required') throw new Refused(refuseUnsigned())
  const key = await findSigningKey(request, tag.format)
  if (key !== null && tagged?.annotated)
    return verifyTag({ store, name: tagged.name, sha: tagged.object, key })
  const { version, base } = planning.cut
  return makeTag({
    store,
    name: planning.cut.tag,
    target,
    message: fill(tag.message, { version: stripVersionPrefix(version), previous: base.version }),
    tagger: committer,
    taggedAt: committer.at,
    key,
    sign: tag.sign,
  })
}

async function findSigningKey(request: TagRequest, format: 'gpg' | 'ssh' | null): Promise<SigningKey | null> {
  if (request.kind !== 'signed') return null
  return chooseSigningKey({ format: request.format ?? format, key: request.key })
}

function refuseUnsigned() {
  return {
    kind: 'rule',
    what: 'The policy requires signed release tags (§3.2), but you passed `--unsigned`.',
    next: 'Remove `--unsigned` and name a key with `--sign-key`, or set `tag: {sign: optional}` in the policy.',
  } as const
}
