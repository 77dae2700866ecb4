import { type FoundTag, readTags } from '../../git/refs/tags.ts'
import { stripCredentials } from '../../git/remotes/remote-url.ts'
import { readLocalConfig } from '../../git/repository.ts'
import { explainOddTag, explainPassedOver } from '../../messages/passed-over.ts'
import { describeRefusal } from '../../messages/refusals/describe-refusal.ts'
import { formatDate } from '../../release/calendar.ts'
import type { Range, Start } from '../../release/changes/candidate.ts'
import { findOddTags, listLines, splitVersion, type Tag, toLine } from '../../release/lines.ts'
import type { Policy } from '../../release/policy.ts'
import { Refused } from '../../release/refusal.ts'
import type { PassedOver } from '../../release/release-tags.ts'
import { stripVersionPrefix } from '../../release/version-form.ts'
import { compareVersionNumbers } from '../../release/version-number.ts'
import { checkVersion } from '../../release/versions/check-version.ts'
import type { VersionRefusal } from '../../release/versions/refusals.ts'
import { splitTagName } from '../../release/versions/tag-names.ts'
import { type AcceptedVersion, checkNextRelease, refuseTags } from '../../release/versions/versions.ts'
import { findLineStart } from '../line-start.ts'
import { releaseTagsOf } from '../release-tags.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { defaultBranch, resolveNamedBranch } from './main-branch.ts'
import {
  findStatedTagPattern,
  type PolicyInForce,
  readPolicyInForce,
  withDetected,
} from './policy-in-force.ts'
import { suggestProductName } from './product-name.ts'
import { toWebUrl } from './web-url.ts'

/** What of a request says where it plays. */
interface GroundQuery {
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
  /** Those that are releases. */
  readonly tags: readonly FoundTag[]
  /** Those that are not, each with its reason. */
  readonly passedOver: readonly PassedOver[]
}

/** @throws {Refused} when main, the tags or the policy cannot be told */
export async function readGround(workspace: Workspace, asked: GroundQuery): Promise<PlanningGround> {
  const { repository, store } = workspace
  const home =
    asked.main === null ? await defaultBranch(repository) : await resolveNamedBranch(repository, asked.main)
  const stated = await readPolicyInForce(store, { main: home, policyFile: asked.policyFile })
  const named = asked.main === null ? stated.policy.main : null
  const main = named === null ? home : await resolveNamedBranch(repository, named)
  return {
    name: stripCredentials(workspace.mirrorOf ?? asked.repository),
    webUrl: stated.policy.notes.repositoryUrl ?? (await readRemoteWebUrl(workspace)),
    main,
    ...(await withReleases(workspace, { stated, main })),
  }
}

/** The policy in force with what the repository says where its config does not, and the tags that are releases by it. */
export async function withReleases(
  workspace: Workspace,
  { stated, main }: { readonly stated: PolicyInForce; readonly main: Range['main'] },
): Promise<Pick<PlanningGround, 'inForce' | 'tags' | 'passedOver'>> {
  const [all, product] = await Promise.all([
    readTags(workspace.repository),
    suggestProductName(workspace, main),
  ])
  const asked = { tags: all, stated: findStatedTagPattern(stated), product, main }
  const { tagPattern, releases, passedOver } = await releaseTagsOf(workspace, asked)
  return { inForce: withDetected(stated, { tagPattern, product }), tags: releases, passedOver }
}

/** The page of the repository that a clone came from; null where it cannot be told. */
export async function readRemoteWebUrl({ mirrorOf, repository }: Workspace): Promise<string | null> {
  const url = mirrorOf ?? (await readLocalConfig(repository, 'remote.origin.url'))
  return url === null ? null : toWebUrl(url)
}

/** Which release is asked for. */
export interface CutRequest {
  readonly version: string | null
  readonly line: string | null
  readonly base: string | null
  /** Seconds since 1970, to tell whether the line is still supported; absent where that does not matter. */
  readonly now?: number
}

/** The release that may be cut, and what the person should know of it. */
export interface Cut extends AcceptedVersion {
  readonly start: Start
  readonly warnings: readonly string[]
}

/** What of a ground says which releases there are. */
type Releases = Pick<PlanningGround, 'main' | 'tags' | 'inForce' | 'passedOver'>

/**
 * Version Numbering: the version that was asked for or the next of the line, and where it starts from: the head of the
 * line's own branch, or the line's last tag. What looks back, or patches the last version alone, starts from its tag.
 *
 * @throws {Refused} with what would be right
 */
export async function resolveCut(
  { repository }: Pick<Workspace, 'repository'>,
  ground: Releases,
  wanted: CutRequest,
): Promise<Cut> {
  const { tags, inForce, main } = ground
  const { check, warnings } = acceptedOf(ground, wanted)
  refuseEndedLine(check, { policy: inForce.policy, now: wanted.now ?? null })
  const atTag = { branch: null, commit: check.base.commit }
  const isSmall = splitVersion(stripVersionPrefix(check.version)).length > check.line.split('.').length + 1
  if (wanted.base !== null || isSmall) return { ...check, start: atTag, warnings }
  const { passedOver } = check
  const asked = { gitDir: repository.gitDir, tags, main, policy: inForce.policy, passedOver }
  const { warnings: ofStart, ...start } = await findLineStart(asked, check.line, check.base)
  return { ...check, start, warnings: [...warnings, ...ofStart] }
}

interface SupportQuery {
  readonly policy: Policy
  /** Seconds since 1970; null where it doesn't matter. */
  readonly now: number | null
}

/** @throws {Refused} after the last day of a line's support */
function refuseEndedLine({ version, line }: AcceptedVersion, { policy, now }: SupportQuery): void {
  const ends = policy.line.supportEnds[line]
  if (ends === undefined || now === null || formatDate(policy.calendar.timeZone, now) <= ends) return
  throw new Refused({
    kind: 'rule',
    what: `Line ${line} was supported until ${ends}, so ${version} isn't planned.`,
    next: 'Release a newer line, or change `line.supportEnds` in `.github/release-captain.yml`.',
  })
}

interface Accepted {
  readonly check: AcceptedVersion
  readonly warnings: readonly string[]
}

function acceptedOf({ tags, inForce, passedOver }: Releases, wanted: CutRequest): Accepted {
  const { tagPattern } = inForce.policy
  if (tags.length === 0)
    throw toRefused(
      refuseTags(
        passedOver.map(({ tag }) => tag),
        { tagPattern },
      ),
    )
  const past = wanted.base === null ? null : filterTagsUpTo(tags, inForce.policy, wanted.base)
  const options = { tagPattern, line: wanted.line ?? past?.line ?? null }
  const seen = past?.tags ?? tags
  const check =
    wanted.version === null ? checkNextRelease(seen, options) : checkVersion(wanted.version, seen, options)
  if (check.kind === 'refused') throw toRefused(check)
  const taken = tags.find(({ name }) => name === check.tag)
  const passed = passedOnLine(passedOver, check)
  const odd = findOddTags(tags, inForce.policy).filter(({ line }) => line === check.line)
  return {
    check,
    warnings: [...(taken ? [looksBack(check, taken)] : []), ...passed, ...odd.map(explainOddTag)],
  }
}

function toRefused({ refusal }: { readonly refusal: VersionRefusal }): Refused {
  return new Refused({ kind: refusal.kind, ...describeRefusal(refusal) })
}

/** Tags that look like the planned line's own, and are not: nobody should have to find out why one does not count. */
function passedOnLine(passedOver: readonly PassedOver[], { line, base }: AcceptedVersion): string[] {
  const depth = line.split('.').length + 1
  return passedOver.flatMap((one) => {
    const version = one.reason.kind === 'no-version' ? undefined : splitTagName(one.tag)?.version
    const isAhead = version !== undefined && compareVersionNumbers(version, base.version) > 0
    if (!isAhead || one.reason.kind === 'other-family' || toLine(version, depth) !== line) return []
    return [`The tag ${one.tag} is skipped: ${explainPassedOver(one)}.`]
  })
}

/** The tags as they were when the named one was its line's last: a plan can be made of a release that is out. */
function filterTagsUpTo(tags: readonly Tag[], { tagPattern }: Policy, base: string) {
  for (const line of listLines(tags, { tagPattern })) {
    const at = line.stable.findIndex(({ name }) => name === base)
    const tag = line.stable[at]
    if (!tag) continue
    const later = new Set([...line.stable.slice(at + 1), ...line.prereleases].map(({ name }) => name))
    return { line: line.name, tags: tags.filter(({ name }) => !later.has(name)) }
  }
  throw new Refused({
    kind: 'rule',
    what: tags.some(({ name }) => name === base)
      ? `The tag ${base} isn't a stable version by the pattern \`${tagPattern}\`, so it isn't on a line.`
      : `This repository has no version tag ${JSON.stringify(base)}.`,
    next: 'Name the last stable tag of a line, or leave out `--base`. `git tag --list` shows the tags.',
  })
}

function looksBack({ version, base }: AcceptedVersion, taken: Tag): string {
  return `${taken.name} is already released: this looks back at how ${version} follows from ${base.name}, and can't be built.`
}
