import { bumpText } from '../../git/bump/bump-text.ts'
import { planBump } from '../../git/bump/plan-bump.ts'
import { findVersionMentions } from '../../git/bump/version-mentions.ts'
import { readCommit } from '../../git/objects/commit-objects.ts'
import { type Line, listLines, splitVersion, type VersionTag } from '../../release/lines.ts'
import {
  findVersionFiles,
  mayHoldVersion,
  type TriedVersionFiles,
} from '../../release/onboarding/find-version-files.ts'
import type { VersionTrail } from '../../release/onboarding/repository-facts.ts'
import type { BumpFile } from '../../release/policy/branch-and-build.ts'
import { Refused } from '../../release/refusal.ts'
import type { PlanningGround } from '../ground/read-ground.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { listTreeFiles, READING_LIMITS, readTreeFiles } from './read-tree-files.ts'

/** Reads where the last two releases of a line say their versions; null for a line without a release. */
export async function readTrail(workspace: Workspace, { stable }: Line): Promise<VersionTrail | null> {
  const { gitDir } = workspace.repository
  const [before, now] = stable.length > 1 ? stable.slice(-2) : [undefined, stable[0]]
  if (!now) return null
  const mentions = await findVersionMentions({ gitDir, tree: now.commit, version: now.version })
  const withVersion = new Set(mentions.map(({ path }) => path))
  const all = await listTreeFiles(gitDir, now.commit)
  const wanted = all.filter(({ path }) => withVersion.has(path) || mayHoldVersion(path))
  const withVersionFirst = wanted.toSorted(
    (a, b) => Number(withVersion.has(b.path)) - Number(withVersion.has(a.path)),
  )
  return {
    version: now.version,
    mentions,
    before: before
      ? {
          version: before.version,
          mentions: await findVersionMentions({ gitDir, tree: before.commit, version: before.version }),
          ahead: await findVersionMentions({ gitDir, tree: before.commit, version: now.version }),
          stayed: await findVersionMentions({ gitDir, tree: now.commit, version: before.version }),
        }
      : null,
    files: await readTreeFiles(workspace, withVersionFirst, READING_LIMITS),
  }
}

interface TrailQuery {
  readonly ground: Pick<PlanningGround, 'tags' | 'inForce'>
  readonly trail: VersionTrail | null
}

/** So many releases before the last two are asked whether an entry fits them too. */
const MOST_EARLIER = 3

/**
 * Tries the bump on the last release, and each entry on releases before: what says another version there than the
 * release's own is a dependency that happens to have the same number today.
 */
export async function tryVersionFiles(
  workspace: Workspace,
  { ground, trail }: TrailQuery,
): Promise<TriedVersionFiles | null> {
  const stable = listLines(ground.tags, ground.inForce.policy).flatMap((line) => line.stable)
  const tag = stable.find(({ version }) => version === trail?.version)
  if (trail === null || !tag) return null
  const found = findVersionFiles(trail, ground.inForce.policy)
  const known = [trail.version, trail.before?.version]
  const earlier = stable
    .filter(({ version, taggedAt }) => taggedAt <= tag.taggedAt && !known.includes(version))
    .toSorted((a, b) => b.taggedAt - a.taggedAt)
    .slice(0, MOST_EARLIER)
  const others = await listCoincidences(workspace, found.files, earlier)
  const own = found.files.filter((file) => !others.has(file))
  const leave = [...others].flatMap(({ path }) => (own.some((file) => file.path === path) ? [] : [path]))
  const broken = await listBroken(workspace, { files: own, tag, version: trail.version })
  return {
    from: found.from,
    files: own.filter(({ path }) => !broken.has(path)),
    leave: [...new Set([...found.leave, ...leave, ...broken.keys()])],
    broken,
  }
}

interface Trying {
  readonly files: readonly BumpFile[]
  readonly tag: VersionTag
  readonly version: string
}

/** Files whose entry doesn't fit the last release itself, with what is wrong. */
async function listBroken(
  { store }: Workspace,
  { files, tag, version }: Trying,
): Promise<ReadonlyMap<string, string>> {
  const broken = new Map<string, string>()
  const { tree } = await readCommit(store, tag.commit)
  for (const file of files) {
    try {
      await planBump({ store, tree, files: [file], from: version, to: countUp(version) })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      broken.set(file.path, error.refusal.what)
    }
  }
  return broken
}

/** The entries that find another version than a release's own in one of the releases before. */
async function listCoincidences(
  workspace: Workspace,
  files: readonly BumpFile[],
  earlier: readonly VersionTag[],
): Promise<ReadonlySet<BumpFile>> {
  const others = new Set<BumpFile>()
  const paths = new Set(files.map(({ path }) => path))
  for (const { commit, version } of earlier) {
    const there = (await listTreeFiles(workspace.repository.gitDir, commit)).filter(({ path }) =>
      paths.has(path),
    )
    const texts = new Map(
      (await readTreeFiles(workspace, there, READING_LIMITS)).map(({ path, text }) => [path, text]),
    )
    for (const file of files) if (saysOther(texts.get(file.path), file, version)) others.add(file)
  }
  return others
}

/** Whether an entry finds a version in a release's file, and it isn't the release's own. */
function saysOther(text: string | undefined, file: BumpFile, version: string): boolean {
  // A number of a version on its own says too little to tell.
  if (text === undefined || (file.kind === 'pattern' && (file.part !== undefined || file.every))) return false
  const bumped = bumpText(text, { ...file, optional: true }, { from: version, to: countUp(version) })
  return bumped.kind === 'problem' && bumped.about === 'repository'
}

/** The next patch: `2.0.9` to `2.0.10`. */
function countUp(version: string): string {
  const parts = splitVersion(version)
  return [...parts.slice(0, -1), Number(parts.at(-1) ?? 0) + 1].join('.')
}
