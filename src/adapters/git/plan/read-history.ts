import { listPatches, listShipped, readLineWork } from '../../../planner/onboarding/past-releases.ts'
import type { Workspace } from '../../../planner/workspace/workspace.ts'
import type { OnLine } from '../../../release/changes/candidate.ts'
import { type Line, listLines, type VersionTag } from '../../../release/lines.ts'
import type { HistoryQuery, HistoryReading, PastChange, PastRelease } from '../../../runtime/ports/history.ts'
import type { GroundReader, PinnedGround } from '../ground.ts'

/**
 * Reads every release that people made, line by line: its tag, the one before it, and what was in it. Of the first release
 * of a line no change is listed: it brings all of main.
 */
export async function readHistory(
  workspace: Workspace,
  asked: HistoryQuery,
  readGround: GroundReader,
): Promise<HistoryReading> {
  const ground = await readGround(workspace, { main: null, policy: null })
  const { policy, digest, file } = ground.inForce
  const lines = listLines(ground.tags, policy)
  const releases: PastRelease[] = []
  let before: VersionTag | null = null
  for (const line of lines) {
    releases.push(...(await readLine(workspace, { ground, line, before, asked })))
    before = line.base
  }
  const pin = { digest, commit: file === null ? null : ground.home.commit }
  return { policy, pin, releases }
}

interface LineOfHistory {
  readonly ground: PinnedGround
  readonly line: Line
  /** The last release of the line before; null for the first line. */
  readonly before: VersionTag | null
  readonly asked: HistoryQuery
}

async function readLine(
  workspace: Workspace,
  { ground, line, before, asked }: LineOfHistory,
): Promise<PastRelease[]> {
  const { gitDir } = workspace.repository
  const patches = listPatches(line)
  const own = await readLineWork(workspace, { ground, line, releases: patches, origins: asked.origins })
  const read: PastRelease[] = []
  for (const { base, released } of patches) {
    const shipped = await listShipped(gitDir, { own, base, upTo: released.commit })
    read.push({ ...toRelease(line, released), base, isFirst: false, changes: shipped.map(toChange) })
  }
  const [first] = line.stable
  if (!first) return read
  return [{ ...toRelease(line, first), base: before ?? first, isFirst: true, changes: [] }, ...read]
}

function toRelease(line: Line, tag: VersionTag) {
  return { line: line.name, version: tag.version, tag: tag.name, commit: tag.commit, taggedAt: tag.taggedAt }
}

/** A change by what it is called on main, where it is a copy of one. */
function toChange({ change, main, said }: OnLine): PastChange {
  const { id, title, source, mergedAt } = main ?? said ?? change
  return { id, title, pullRequest: source.kind === 'pull-request' ? source.number : null, mergedAt }
}
