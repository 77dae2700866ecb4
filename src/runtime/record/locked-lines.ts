import { listReleases } from '../../store/events/releases.ts'
import type { Unit } from '../../store/transaction.ts'
import { listLockedLines, toKnownRelease } from './release-summary.ts'

/** Reads the lines of a repository that are locked after a rollback, each by the version that was rolled back. */
export async function readLockedLines(
  unit: Unit,
  repository: number,
): Promise<Readonly<Record<string, string>>> {
  return listLockedLines((await listReleases(unit, String(repository))).map(toKnownRelease))
}
