import type { EventOf } from '../release/lifecycle/events.ts'
import { getPlan, type OpenedRelease } from '../release/lifecycle/view.ts'
import type { PinnedPick } from '../release/lifecycle/words.ts'

type Failure = Pick<EventOf<'TestFailed'>, 'check'>

/** What people can do about a test that failed, as a sentence with code in backquotes. */
export function suggestAfterFailure(release: OpenedRelease, { check }: Failure): string {
  const test = release.ledger.about.terms.tests.find((one) => one.check === check)
  const again = `Run it again with \`/release retry ${test?.id ?? check}\``
  const picks = getPlan(release)?.picks ?? []
  return picks.length < 2
    ? `${again}.`
    : `${again}, or find the pick that breaks it with \`/release bisect\`.`
}

/** Whose change is suspected: the only one there is, or the one that was found to break this test. Null where nothing says. */
export function findSuspect(release: OpenedRelease, { check }: Failure): PinnedPick | null {
  const picks = getPlan(release)?.picks ?? []
  const [only] = picks
  if (only && picks.length === 1) return only
  const found = release.ledger.breaks.findLast((one) => one.check === check)?.candidate
  return picks.find(({ candidate }) => candidate === found) ?? null
}

/** `failed`, or how else it ended: nothing but success counts. */
export function nameFailure({ conclusion }: Pick<EventOf<'TestFailed'>, 'conclusion'>): string {
  return conclusion === 'failure' ? 'failed' : `ended as ${conclusion.replaceAll('_', ' ')}`
}

/** The page of a log, over https or on this machine; null for anything else that a check calls its page. */
export function parseLogUrl(url: string | null): URL | null {
  const address = url === null ? null : URL.parse(url)
  if (address === null || `${address.username}${address.password}` !== '') return null
  return address.protocol === 'https:' || address.hostname === '127.0.0.1' ? address : null
}
