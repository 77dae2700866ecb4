import { createEffectKey } from '../effects.ts'
import type { Release } from '../state.ts'
import type { OpenedRelease } from '../view.ts'

/** A rehearsal is one day before the disclosure, in seconds. */
export const REHEARSAL_SECONDS = 24 * 60 * 60

/** Returns when an embargoed release is due to be rehearsed and disclosed; nothing where no time is agreed on. */
export function listDisclosureTimes(release: Release, now: number): readonly number[] {
  if (release.status !== 'open' || !release.ledger.embargo?.disclosing) return []
  const { disclosing, rehearsal } = release.ledger.embargo
  const { dueAt } = disclosing
  const notice = getNoticeTime(release)
  const times = [
    ...(notice === null ? [] : [notice]),
    ...(rehearsal?.dueAt === dueAt ? [] : [dueAt - REHEARSAL_SECONDS]),
    dueAt,
  ]
  return times.filter((time) => time > now)
}

/** Returns the key of the rehearsal that was asked for last; null where none was. */
export function getRehearsalKey({ ledger: { about, embargo } }: OpenedRelease): string | null {
  if (!embargo?.rehearsal) return null
  return createEffectKey(about, embargo.rehearsal.dueAt, 'rehearse-disclosure')
}

/** When the pre-notification is due; null where there is none, or it is on its way already. */
export function getNoticeTime({ ledger: { about, embargo } }: OpenedRelease): number | null {
  const { preNotify } = about.terms
  if (!embargo?.disclosing || !preNotify) return null
  const { dueAt } = embargo.disclosing
  return embargo.notice?.dueAt === dueAt ? null : dueAt - preNotify.beforeSeconds
}

/** Returns the key of the pre-notification that was asked for last; null where none was. */
export function getNoticeKey({ ledger: { about, embargo } }: OpenedRelease): string | null {
  if (!embargo?.notice) return null
  return createEffectKey(about, embargo.notice.dueAt, 'pre-notify')
}

/** Finds the highest score that the fixes of a release were assessed with: the advisory has one; null where there is none. */
export function findHighestScore({ ledger }: OpenedRelease) {
  const scores = ledger.assessments.flatMap(({ assessment: { cvss } }) => (cvss ? [cvss] : []))
  return scores.toSorted((one, other) => other.score - one.score)[0] ?? null
}
