import { findCandidates } from '../../git/candidates/find-candidates.ts'
import { isAncestor } from '../../git/refs/ancestry.ts'
import { runGitText } from '../../git/run-git.ts'
import type { FindOrigins, OnLine } from '../../release/changes/candidate.ts'
import type { Line, VersionTag } from '../../release/lines.ts'
import { type PlanningGround, readRemoteWebUrl } from '../ground/read-ground.ts'
import { findLineBranch, type LineBranch } from '../line-start.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** A patch release that people made, with the one before it on its line. */
export interface PastRelease {
  readonly line: Line
  readonly base: VersionTag
  readonly released: VersionTag
}

/** Lists the patch releases of a line, the oldest first: its first release follows from none of its own. */
export function listPatches(line: Line): PastRelease[] {
  return line.stable.slice(1).flatMap((released, index) => {
    const base = line.stable[index]
    return base ? [{ line, base, released }] : []
  })
}

/** What people brought to a line, by the commits there. */
export interface LineWork {
  readonly branch: LineBranch | null
  readonly changes: readonly OnLine[]
}

/** Releases of one line, the oldest first. */
interface LineQuery {
  readonly ground: Pick<PlanningGround, 'tags' | 'main' | 'inForce'>
  readonly line: Line
  readonly releases: readonly PastRelease[]
  /** Which pull request brought which commit; null where only messages tell. */
  readonly origins: FindOrigins | null
}

/** Reads what came to a line between its first and its last release, each change with the one of main that it is a copy of. */
export async function readLineWork(
  workspace: Workspace,
  { ground, line, releases, origins }: LineQuery,
): Promise<LineWork> {
  const { repository, quarantine, engine, store } = workspace
  // Which line was the newest then counts.
  const until = releases.at(-1)?.released.taggedAt ?? 0
  const asked = {
    gitDir: repository.gitDir,
    tags: ground.tags.filter(({ taggedAt }) => taggedAt <= until),
    main: ground.main,
    policy: ground.inForce.policy,
  }
  const branch = await findLineBranch(asked, line.name, line.base)
  const [first, last] = [releases[0]?.base, releases.at(-1)?.released]
  if (!first || !last) return { branch, changes: [] }
  // What is tagged beside its branch may be ahead of it.
  const isBehind = branch === null || (await isAncestor(repository.gitDir, branch.branch.commit, last.commit))
  const head = branch?.holdsBase && !isBehind ? branch.branch.commit : last.commit
  const { onLine } = await findCandidates({
    gitDir: quarantine.gitDir,
    engine,
    store,
    webUrl: ground.inForce.policy.notes.repositoryUrl ?? (await readRemoteWebUrl(workspace)),
    base: { tag: first.name, commit: first.commit, taggedAt: first.taggedAt },
    start: { branch: branch?.branch.name ?? null, commit: head },
    main: ground.main,
    origins,
    cache: quarantine.keptDir,
  })
  return { branch, changes: onLine }
}

interface ShippedQuery {
  readonly own: LineWork
  readonly base: VersionTag
  readonly upTo: string
}

/** Lists the line's changes between two of its commits. */
export async function listShipped(gitDir: string, { own, base, upTo }: ShippedQuery): Promise<OnLine[]> {
  const text = await runGitText(['rev-list', upTo, `^${base.commit}`, '--'], { gitDir })
  const between = new Set(text.split('\n'))
  return own.changes.filter(({ change }) => change.commits.some(({ sha }) => between.has(sha)))
}
