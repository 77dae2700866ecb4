import { type AlertVerdict, judgeAlert } from '../../rollout/alerts.ts'
import type { Because } from '../causes.ts'
import type { FactOf } from '../commands.ts'
import { type Stamp, voidApprovals } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getPreviousVersion, getProduction, getRolloutTerms, isInProduction, isRolledBack } from './view.ts'
import type { RollbackCause } from './words.ts'

type Rolling = OpenRelease | PublishedRelease

/** What rolls a release back. */
export interface RollbackWish {
  readonly cause: RollbackCause
  /** What people said; null where the cause says it all. */
  readonly because: Because | null
  /** Null for the version that the release starts from. */
  readonly to: string | null
}

/**
 * Rollback Procedures: production goes back to the previous version, once for each release, and from anywhere in its flow.
 * No hold, lock or window stops it: it is what they are for.
 */
export function requestRollback(
  release: Rolling,
  { cause, because, to }: RollbackWish,
  stamp: Stamp,
): ReleaseEvent[] {
  const production = getProduction(release.ledger)
  if (!production || !isInProduction(release) || isRolledBack(release)) return []
  return [
    ...voidApprovals(release, { code: 'rolled-back' }, stamp),
    {
      type: 'RollbackRequested',
      ...stamp,
      environment: production.id,
      to: to ?? getPreviousVersion(release.ledger),
      cause,
      because: because ?? { code: 'rollback-cause', cause },
    },
  ]
}

/** Automatic Rollback Triggers: an alert that fires for this version, in production, since the current step began. */
export function learnOfAlert(
  release: Rolling,
  { alert, receivedAt, at }: FactOf<'AlertFired'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (judge(release, { alert, receivedAt, at }).kind === 'ignore') return []
  const { name, fingerprint, startsAt, summary } = alert
  const cause: RollbackCause = { kind: 'alert', alert: name, fingerprint, startsAt, summary }
  return requestRollback(release, { cause, because: null, to: null }, stamp)
}

function judge(
  release: Rolling,
  { alert, receivedAt, at }: Pick<FactOf<'AlertFired'>, 'alert' | 'receivedAt' | 'at'>,
): AlertVerdict {
  const terms = getRolloutTerms(release.ledger)
  const production = getProduction(release.ledger)
  const { stage } = release.ledger.rollout
  const startedAt = 'startedAt' in stage ? stage.startedAt : null
  if (!terms || !production || startedAt === null || !isInProduction(release))
    return { kind: 'ignore', why: 'other-version' }
  const { alert: name, labels, staleAfterSeconds } = terms.alertRule
  return judgeAlert(alert, receivedAt, {
    rule: { alert: name, labels },
    environment: production.id,
    version: release.ledger.about.version,
    stepStartedAt: startedAt,
    now: at,
    staleAfterSeconds,
    rolledBack: isRolledBack(release),
  })
}
