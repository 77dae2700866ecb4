import type { Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import type { OpenRelease } from '../state.ts'
import { REHEARSAL_SECONDS } from './view.ts'

/** What follows for an embargoed release from the time alone: its rehearsal, a day before it is due. */
export function advanceEmbargo({ ledger, place }: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  const { embargo } = ledger
  if (!embargo?.disclosing || place.step === 'publishing') return []
  const { dueAt } = embargo.disclosing
  const isDue = stamp.at >= dueAt - REHEARSAL_SECONDS && stamp.at < dueAt
  return isDue && embargo.rehearsal?.dueAt !== dueAt ? [{ type: 'RehearsalRequested', ...stamp, dueAt }] : []
}

/** Checks whether the agreed minute of a disclosure has come. */
export function isDisclosureDue({ ledger: { embargo } }: OpenRelease, at: number): boolean {
  return embargo?.disclosing != null && at >= embargo.disclosing.dueAt
}
