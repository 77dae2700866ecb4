import type { EventOf } from '../events.ts'
import { refuseImpossibleEvent } from '../impossible.ts'
import type { PublishedRelease, Release } from '../state.ts'
import { createLedger } from './create-ledger.ts'

/**
 * A release of before the App was there is published from its first event on. It has no plan, no approvals and no
 * artifacts that the App could answer for, so it has none at all.
 */
export function evolveImported(release: Release, event: EventOf<'Imported'>): PublishedRelease {
  if (release.status !== 'unopened') return refuseImpossibleEvent(event, 'to a release that is on record')

  const { release: imported, ...about } = event
  return {
    status: 'published',
    ledger: createLedger(release, { ...about, track: 'regular', emergency: null }),
    url: imported.url,
    release: {
      plan: {
        digest: '',
        base: about.base.tag,
        main: imported.commit,
        policy: about.policy.digest,
        picks: [],
      },
      picks: [],
      head: imported.commit,
      notes: '',
      text: imported.notes,
      tagApprovals: [],
      artifacts: [],
    },
    told: [],
    rolledBack: null,
    imported,
  }
}
