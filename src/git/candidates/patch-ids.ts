import { join } from 'node:path'
import type { Commit } from '../../release/changes/candidate.ts'
import { openCachedValues } from '../objects/kept-values.ts'
import { pipeGit } from '../stream-git.ts'

/** Where patch-ids are computed, and the folder that keeps them; null keeps nothing. */
export interface PatchIdPlace {
  readonly gitDir: string
  readonly cache: string | null
}

/**
 * What two changes have in common where their ids agree; binary files always by their object ids.
 *
 * - `verbatim`: every byte of the patch, three lines of context too. Only where in its file it stands does not count.
 * - `changed-lines`: every byte of the lines that are added and removed; the lines around them may be others.
 * - `but-white-space`: as `git log --cherry-mark` compares, with white space left out. In Python that is another program.
 */
export type PatchIdKind = 'verbatim' | 'changed-lines' | 'but-white-space'

const KINDS: Readonly<Record<PatchIdKind, { context: string; option: string; file: string }>> = {
  verbatim: { context: '-U3', option: '--verbatim', file: 'patch-ids-verbatim-1' },
  'changed-lines': { context: '-U0', option: '--verbatim', file: 'patch-ids-changed-lines-1' },
  'but-white-space': { context: '-U3', option: '--stable', file: 'patch-ids-1' },
}

/** Renames count as two paths. No textconv and no diff program of a repository ever runs. */
const DIFF = [
  'diff-tree',
  '--stdin',
  '-p',
  '--root',
  '--full-index',
  '--no-renames',
  '--no-textconv',
  '--no-ext-diff',
  '--no-color',
  '--src-prefix=a/',
  '--dst-prefix=b/',
]

/** Larger files are compared by object id alone: git would hold two versions of one in memory for its diff. */
const LARGEST_TEXT = 'core.bigFileThreshold=8m'

/** Stands in the cache for a commit that changes nothing that a patch could show. */
const NONE = '-'

/**
 * The patch-id of each commit's difference from its first parent; commits without a difference have none.
 * Each is computed once: a commit's id names its difference for good, so the cache never goes stale. The git
 * directory must have no `info/attributes`, which could hide text from the diff.
 *
 * @throws {GitError} when objects are missing or damaged
 */
export async function computePatchIds(
  place: PatchIdPlace,
  commits: readonly Commit[],
  kind: PatchIdKind = 'verbatim',
): Promise<Map<string, string>> {
  const kept = openCachedValues(place.cache === null ? null : join(place.cache, KINDS[kind].file))
  const getKnown = (sha: string) => {
    const value = kept.get(sha)
    // A line that two processes tore into one another is computed again.
    return value === NONE || (value !== undefined && /^[0-9a-f]{40,64}$/.test(value)) ? value : undefined
  }
  const missing = commits.filter((commit) => getKnown(commit.sha) === undefined)
  if (missing.length > 0) {
    const computed = await runPatchId(place.gitDir, missing, kind)
    for (const { sha } of missing) kept.set(sha, computed.get(sha) ?? NONE)
  }
  return new Map(
    commits.flatMap(({ sha }) => {
      const value = getKnown(sha)
      return value === undefined || value === NONE ? [] : [[sha, value] as const]
    }),
  )
}

/** One pair of processes for all commits; what flows between them is never held. */
async function runPatchId(
  gitDir: string,
  commits: readonly Commit[],
  kind: PatchIdKind,
): Promise<Map<string, string>> {
  // Naming the first parent makes a merge's difference one from its first parent, and no combined one.
  const input = commits
    .map(({ sha, parents: [first] }) => (first ? `${sha} ${first}\n` : `${sha}\n`))
    .join('')
  const { context, option } = KINDS[kind]
  let answer = ''
  await pipeGit(
    { args: [...DIFF, context], gitDir, input, settings: [LARGEST_TEXT] },
    { args: ['patch-id', option], gitDir },
    (chunk) => {
      answer += chunk.toString('latin1')
    },
  )
  return new Map(
    answer.split('\n').flatMap((line) => {
      const [id, sha] = line.split(' ')
      return id && sha ? [[sha, id] as const] : []
    }),
  )
}
