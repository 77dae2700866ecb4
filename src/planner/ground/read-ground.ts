import { type FoundTag, readTags } from '../../git/refs/tags.ts'
import { stripCredentials } from '../../git/remotes/remote-url.ts'
import { readLocalConfig } from '../../git/repository.ts'
import type { Range } from '../../release/changes/candidate.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import { checkVersion } from '../../release/versions/check-version.ts'
import {
  type AcceptedVersion,
  checkNextRelease,
  listLines,
  type Tag,
  toLine,
} from '../../release/versions/versions.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { defaultBranch, resolveNamedBranch } from './main-branch.ts'
import { type PolicyInForce, readPolicyInForce } from './policy-in-force.ts'
import { toWebUrl } from './web-url.ts'

/** What of a request says where it plays. */
export interface GroundQuery {
  readonly repository: string
  readonly main: string | null
  readonly policyFile: string | null
}

/** Where a release is planned: the repository's name, main, tags and the policy in force. */
export interface PlanningGround {
  readonly name: string
  readonly webUrl: string | null
  readonly main: Range['main']
  readonly inForce: PolicyInForce
  readonly tags: readonly FoundTag[]
}

/** @throws {Refused} when main, the tags or the policy cannot be told */
export async function readGround(workspace: Workspace, asked: GroundQuery): Promise<PlanningGround> {
  const { repository, store } = workspace
  const home =
    asked.main === null ? await defaultBranch(repository) : await resolveNamedBranch(repository, asked.main)
  const inForce = await readPolicyInForce(store, { main: home, policyFile: asked.policyFile })
  const named = asked.main === null ? inForce.policy.main : null
  const main = named === null ? home : await resolveNamedBranch(repository, named)
  return {
    name: stripCredentials(workspace.mirrorOf ?? asked.repository),
    webUrl: inForce.policy.notes.repositoryUrl ?? (await readRemoteWebUrl(workspace)),
    main,
    inForce,
    tags: await readTags(repository),
  }
}

async function readRemoteWebUrl({ mirrorOf, repository }: Workspace): Promise<string | null> {
  const url = mirrorOf ?? (await readLocalConfig(repository, 'remote.origin.url'))
  return url === null ? null : toWebUrl(url)
}

/** Which release is asked for. */
export interface CutRequest {
  readonly version: string | null
  readonly line: string | null
  readonly base: string | null
}

/** The release that may be cut, and what the person should know of it. */
export interface Cut extends AcceptedVersion {
  readonly warnings: readonly string[]
}

/**
 * Version Numbering: the version that was asked for or the next of the line, and the tag that it starts from.
 *
 * @throws {Refused} with what would be right
 */
export function resolveCut(
  { tags, inForce }: Pick<PlanningGround, 'tags' | 'inForce'>,
  wanted: CutRequest,
): Cut {
  const { tagPattern } = inForce.policy
  const past = wanted.base === null ? null : filterTagsUpTo(tags, inForce.policy, wanted.base)
  const options = { tagPattern, line: wanted.line ?? past?.line ?? null }
  const seen = past?.tags ?? tags
  const check =
    wanted.version === null ? checkNextRelease(seen, options) : checkVersion(wanted.version, seen, options)
  if (check.kind === 'refused') throw new Refused(check.refusal)
  const taken = tags.find(({ name }) => name === check.tag)
  return { ...check, warnings: taken ? [looksBack(check, taken)] : [] }
}

/** The tags as they were when the named one was its line's last: a plan can be made of a release that is out. */
function filterTagsUpTo(tags: readonly Tag[], { tagPattern }: Policy, base: string) {
  for (const line of listLines(tags, { tagPattern })) {
    const at = line.stable.findIndex(({ name }) => name === base)
    const tag = line.stable[at]
    if (!tag) continue
    const later = new Set([...line.stable.slice(at + 1), ...line.prereleases].map(({ name }) => name))
    return { line: toLine(tag.version), tags: tags.filter(({ name }) => !later.has(name)) }
  }
  throw new Refused({
    kind: 'rule',
    what: tags.some(({ name }) => name === base)
      ? `The tag ${base} is no stable version by the pattern \`${tagPattern}\`, so it is on no line.`
      : `There is no tag ${JSON.stringify(base)} in this repository.`,
    next: 'Name the last stable tag of a line, or leave `--base` out; `git tag --list` shows the tags.',
  })
}

function looksBack({ version, base }: AcceptedVersion, taken: Tag): string {
  return `${taken.name} is out already: this looks back at how ${version} follows from ${base.name}, and cannot be built.`
}
