import type { Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import type { OpenRelease } from '../state.ts'
import { getNoticeTime, REHEARSAL_SECONDS } from './view.ts'

/** What follows for an embargoed release from the time alone: its pre-notification, and a day before it is due its rehearsal. */
export function advanceEmbargo(release: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  const { embargo } = release.ledger
  if (!embargo?.disclosing || release.place.step === 'publishing' || stamp.at >= embargo.disclosing.dueAt)
    return []
  const { dueAt } = embargo.disclosing
  const notice = getNoticeTime(release)
  const isRehearsed = embargo.rehearsal?.dueAt === dueAt || stamp.at < dueAt - REHEARSAL_SECONDS
  return [
    ...(notice === null || stamp.at < notice
      ? []
      : [{ type: 'PreNotificationRequested', ...stamp, dueAt } as const]),
    ...(isRehearsed ? [] : [{ type: 'RehearsalRequested', ...stamp, dueAt } as const]),
  ]
}

/** Checks whether the agreed minute of a disclosure has come. */
export function isDisclosureDue({ ledger: { embargo } }: OpenRelease, at: number): boolean {
  return embargo?.disclosing != null && at >= embargo.disclosing.dueAt
}
