import type { Rollbacks } from '../../release/rollout/healthy-version.ts'
import { compareVersions } from '../../release/versions/versions.ts'
import { listReleases } from '../../store/events/releases.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RolledBackContent } from '../ports/git.ts'
import { loadRelease } from './execute-command.ts'
import { type KnownRelease, toKnownRelease } from './release-summary.ts'

/** Lists which lines are locked after a rollback, and which tags no release starts from. */
export function listRollbacks(known: readonly KnownRelease[]): Rollbacks {
  const tags = new Map(known.map(({ version, tag }) => [version, tag]))
  return {
    lockedLines: Object.fromEntries(
      known.filter(({ isLineLocked }) => isLineLocked).map(({ line, version }) => [line, version]),
    ),
    rolledBack: Object.fromEntries(
      known.flatMap(({ tag, rolledBackTo, isRolledBack }) => {
        // Summaries of before this was kept say only that it was.
        const to = rolledBackTo ?? (isRolledBack ? '' : null)
        return to === null ? [] : [[tag, tags.get(to) ?? to]]
      }),
    ),
  }
}

/**
 * Reads what plans have to know of the rollbacks of a repository: the tags, and what was planned for them. A later release
 * counts before an earlier one.
 */
export async function readRolledBackContent(unit: Unit, repository: number): Promise<RolledBackContent> {
  const listed = (await listReleases(unit, String(repository))).map(toKnownRelease)
  const { rolledBack } = listRollbacks(listed)
  const releases = listed
    .filter(({ tag }) => rolledBack[tag] !== undefined)
    .toSorted((one, other) => compareVersions(one.version, other.version))
  const changes = new Map<string, string>()
  for (const { id, version } of releases) {
    const { events } = await loadRelease(unit, id)
    const planned = events.findLast((event) => event.type === 'Planned')
    for (const { candidate } of planned?.plan.picks ?? []) changes.set(candidate, version)
  }
  return { tags: Object.keys(rolledBack), changes }
}

/** Reads which lines of a repository are locked after a rollback, and which tags no release starts from. */
export async function readRollbacks(unit: Unit, repository: number): Promise<Rollbacks> {
  return listRollbacks((await listReleases(unit, String(repository))).map(toKnownRelease))
}
