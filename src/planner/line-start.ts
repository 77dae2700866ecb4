import { isAncestor } from '../git/refs/ancestry.ts'
import { type Branch, readBranches } from '../git/refs/branches.ts'
import { isReachedButForRelease } from '../git/refs/release-commits.ts'
import { runGitText } from '../git/run-git.ts'
import type { Start } from '../release/changes/candidate.ts'
import { type BranchFit, fitBranch, isOfAChange, parseBranch } from '../release/line-branch.ts'
import { type Line, listLines, type Tag } from '../release/lines.ts'
import type { Policy } from '../release/policy.ts'
import { type Main, shortenRefName } from './ground/main-branch.ts'

/** What a line's own branch is looked for by. */
interface LineAsked {
  readonly gitDir: string
  /** Those that are releases. */
  readonly tags: readonly Tag[]
  readonly main: Main
  readonly policy: Pick<Policy, 'line' | 'tagPattern' | 'product'>
  /** Tags of the line that were rolled back after its last good one. */
  readonly passedOver?: readonly Tag[]
}

/** Where the next release of a line starts from, and what somebody should know of it. */
interface LineStart extends Start {
  /** Whole sentences. */
  readonly warnings: readonly string[]
}

/**
 * The head of the line's own branch: the one that the policy names, or that is named as the line's and holds its last
 * release, or that alone holds a last release that main does not have. The line's last tag where there is none.
 */
export async function findLineStart(asked: LineAsked, name: string, base: Tag): Promise<LineStart> {
  const { policy } = asked
  const atTag = { branch: null, commit: base.commit }
  const found = await findLineBranch(asked, name, base)
  if (found === null) return { ...atTag, warnings: missing(policy, name) }
  const { branch, holdsBase } = found
  const called = shortenRefName(branch.ref)
  if (policy.line.startFrom === 'tag') return { ...atTag, warnings: behind(called, branch, base) }
  return {
    branch: called,
    commit: branch.commit,
    warnings: holdsBase
      ? await listRolledBackOn(asked, called, branch)
      : [
          `${called} doesn't contain ${base.name}: what ${base.name} has on its own isn't in a release that starts from ${called}. Merge it there first.`,
        ],
  }
}

/** People decide what is on a line's own branch: what was rolled back is on it until they take it off. */
async function listRolledBackOn(
  { gitDir, passedOver = [] }: LineAsked,
  called: string,
  { commit }: Branch,
): Promise<string[]> {
  const warnings: string[] = []
  for (const tag of passedOver)
    if (await isAncestor(gitDir, tag.commit, commit))
      warnings.push(
        `${called} contains ${tag.name}, which was rolled back: its changes are in this release unless you revert them there. \`line.startFrom: tag\` starts from the last good tag.`,
      )
  return warnings
}

function missing({ line }: LineAsked['policy'], name: string): string[] {
  if (line.branch === null) return []
  return [
    `The policy says that line ${name} has the branch ${parseBranch(line.branch, name)}, and there is none here: the release starts from the last tag. Fetch it, if the remote has it.`,
  ]
}

function behind(called: string, { commit }: Branch, base: Tag): string[] {
  if (commit === base.commit) return []
  return [`${called} has gone on since ${base.name}, and \`line.startFrom: tag\` leaves out what came to it.`]
}

/** A line's own branch. */
export interface LineBranch {
  readonly branch: Branch
  /** Whether the line's last release can be reached from it, or all of it but the commit that says its version. */
  readonly holdsBase: boolean
}

/** The line's own branch; null where it has none. */
export async function findLineBranch(asked: LineAsked, name: string, base: Tag): Promise<LineBranch | null> {
  const { gitDir, policy } = asked
  const branches = (await readBranches({ gitDir })).toSorted(bySurety)
  if (policy.line.newestFromMain && (await isReleasedFromMain(asked, name))) {
    const branch = branches.find(({ ref }) => shortenRefName(ref) === asked.main.ref)
    if (branch) return { branch: { ...branch, commit: asked.main.commit }, holdsBase: true }
  }
  if (policy.line.branch !== null) {
    const wanted = parseBranch(policy.line.branch, name)
    const branch = branches.find((one) => one.name === wanted)
    return branch ? { branch, holdsBase: await holds(asked, branch, base) } : null
  }
  const others = branches.filter(({ ref }) => shortenRefName(ref) !== asked.main.ref)
  return (
    (await namedForLine(asked, others, { name, base })) ??
    (await namedForSeries(asked, others, { name, base })) ??
    (await onlyHolder(asked, others, base))
  )
}

/** So many releases of a line in a row on main's own line of commits are no accident. */
const RELEASES_ON_MAIN = 2

/**
 * Whether main itself is what a line is released from: it is the newest line, and its last releases are among main's own
 * commits.
 */
export async function isReleasedFromMain(
  { gitDir, tags, policy, main }: LineAsked,
  name: string,
): Promise<boolean> {
  const newest = listLines(tags, policy).findLast(({ stable }) => stable.length > 0)
  const last = newest?.name === name ? newest.stable.slice(-RELEASES_ON_MAIN) : []
  if (last.length < RELEASES_ON_MAIN) return false
  const own = new Set((await runGitText(['rev-list', '--first-parent', main.commit], { gitDir })).split('\n'))
  for (const { commit } of last)
    if (!own.has(commit) && !(await isReachedButForRelease(gitDir, commit, main.commit))) return false
  return true
}

/** What the remote has counts before a local branch, which may be old or hold what nobody has reviewed. */
function bySurety(one: Branch, other: Branch): number {
  const rank = ({ remote }: Branch) => ['origin', null, 'upstream'].indexOf(remote)
  const ranked = (branch: Branch) => (rank(branch) < 0 ? 3 : rank(branch))
  return ranked(one) - ranked(other)
}

interface OfLine {
  readonly name: string
  readonly base: Tag
}

async function namedForLine(
  asked: LineAsked,
  branches: readonly Branch[],
  of: OfLine,
): Promise<LineBranch | null> {
  const named = fitting(asked, branches, { fit: 'line', name: of.name })
  for (const branch of named) if (await holds(asked, branch, of.base)) return { branch, holdsBase: true }
  const line = toLine(asked, of.name)
  const before = line?.stable.slice(0, -1).at(-1)
  const [first] = named
  if (!first || !before) return null
  // A release may have been made beside its branch, and not have been brought back to it yet.
  return (await isAncestor(asked.gitDir, before.commit, first.commit))
    ? { branch: first, holdsBase: false }
    : null
}

/** `4.x` is the branch of line 4.5 as long as no later line of the series begins there. */
async function namedForSeries(
  asked: LineAsked,
  branches: readonly Branch[],
  of: OfLine,
): Promise<LineBranch | null> {
  const lines = listLines(asked.tags, asked.policy)
  const later = lines.slice(lines.findIndex(({ name }) => name === of.name) + 1)
  for (const branch of fitting(asked, branches, { fit: 'series', name: of.name })) {
    if (!(await holds(asked, branch, of.base))) continue
    const [next] = later.filter(({ name }) => fitBranch(branch.name, name, productsOf(asked)) === 'series')
    if (next?.stable[0] && (await holds(asked, branch, next.stable[0]))) continue
    return { branch, holdsBase: true }
  }
  return null
}

/** So many branches are asked for one that nobody named for a line. */
const MOST_ASKED = 40

/**
 * A branch that is named for no line may be the line's: one that is called `stable` or the like and has commits of its
 * own, or, where main does not have the last release, the only one that does.
 */
async function onlyHolder(
  asked: LineAsked,
  branches: readonly Branch[],
  base: Tag,
): Promise<LineBranch | null> {
  const { gitDir, main } = asked
  const [stable] = fitting(asked, branches, { fit: 'stable', name: '' })
  const hasOwn = stable !== undefined && !(await isAncestor(gitDir, stable.commit, main.commit))
  if (hasOwn && (await holds(asked, stable, base))) return { branch: stable, holdsBase: true }
  if (await isReachedButForRelease(gitDir, base.commit, main.commit)) return null
  const others = branches.filter((one) => one.committedAt >= base.taggedAt && !isOfAChange(one.name))
  const latest = others.toSorted((a, b) => b.committedAt - a.committedAt).slice(0, MOST_ASKED)
  const holders: Branch[] = []
  for (const branch of latest) {
    const isHolder = await isAncestor(gitDir, base.commit, branch.commit)
    if (isHolder && !(await holdsRolledBack(asked, branch.commit))) holders.push(branch)
  }
  const [only] = holders
  return only && holders.every(({ name }) => name === only.name) ? { branch: only, holdsBase: true } : null
}

/** A branch holds a release that was tagged on it, or beside it on the commit that says the version. */
function holds({ gitDir }: LineAsked, { commit }: Branch, tag: Tag): Promise<boolean> {
  return isReachedButForRelease(gitDir, tag.commit, commit)
}

/** A branch that nobody named for the line isn't followed to what was rolled back. */
async function holdsRolledBack({ gitDir, passedOver = [] }: LineAsked, commit: string): Promise<boolean> {
  for (const tag of passedOver) if (await isAncestor(gitDir, tag.commit, commit)) return true
  return false
}

function fitting(
  asked: LineAsked,
  branches: readonly Branch[],
  { fit, name }: { readonly fit: BranchFit; readonly name: string },
): Branch[] {
  const products = productsOf(asked)
  const mainName = asked.main.ref.replace(/^(?:origin|upstream)\//, '')
  return branches.filter(
    (branch) => branch.name !== mainName && fitBranch(branch.name, name, products) === fit,
  )
}

/** What branches may be named after: the product, and what stands before the version in its tags. */
function productsOf({ policy }: LineAsked): readonly string[] {
  const tagged = /^([a-z][a-z0-9]*)[-_/@]/i.exec(policy.tagPattern)?.[1]
  return tagged === undefined ? [policy.product.name] : [policy.product.name, tagged]
}

function toLine({ tags, policy }: LineAsked, name: string): Line | undefined {
  return listLines(tags, policy).find((line) => line.name === name)
}
