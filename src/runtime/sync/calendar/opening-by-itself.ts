import type { Alarm, FactOf } from '../../../release/lifecycle/commands.ts'
import type { PinnedDay } from '../../../release/lifecycle/words.ts'
import type { Rollbacks } from '../../../release/rollout/healthy-version.ts'
import { fetchReleaseManager, fetchTerms } from '../../github-state/create-open-command.ts'
import type { GroundReading } from '../../ports/git.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import type { FindFrozenLines } from '../../record/frozen-lines.ts'

interface OpeningInput {
  readonly repo: GitHubRepository
  readonly ground: GroundReading
  /** With its `v`. */
  readonly version: string
  /** Seconds since 1970. */
  readonly at: number
  readonly day: PinnedDay | null
  readonly alarm: Alarm | null
  readonly rollbacks: Rollbacks
  readonly findFrozenLines: FindFrozenLines
}

/** The fact by which a release opens that nobody asked for: on its day, or for an emergency. */
export async function createReleaseDue(opening: OpeningInput): Promise<FactOf<'ReleaseDue'>> {
  const { repo, ground, version, at, day, alarm, rollbacks, findFrozenLines } = opening
  const { policy, pin, tags } = ground
  return {
    type: 'ReleaseDue',
    at,
    repository: { id: repo.ref.id, name: repo.fullName },
    version,
    track: alarm === null ? 'regular' : 'emergency',
    emergency: alarm?.emergency ?? null,
    policy: pin,
    terms: await fetchTerms(repo, policy),
    tags,
    ...rollbacks,
    frozenLines: await findFrozenLines(policy.calendar.timeZone),
    selection: { kind: 'by-criteria', take: [], leave: [] },
    manager: await fetchReleaseManager(repo, policy, at),
    day,
    alarm,
  }
}
