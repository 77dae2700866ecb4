import type { Ledger } from '../../src/release/lifecycle/state.ts'
import type { OpenedRelease } from '../../src/release/lifecycle/view.ts'
import type { Planned } from '../../src/release/lifecycle/words.ts'

/** The same release with other words of people in it. */
export function saying(release: OpenedRelease, text: string): OpenedRelease {
  const { ledger } = release
  const told: Ledger = {
    ...ledger,
    flow: ledger.flow.kind === 'held' ? { ...ledger.flow, because: text } : ledger.flow,
    trouble:
      ledger.trouble.kind === 'none'
        ? ledger.trouble
        : { ...ledger.trouble, reason: { what: text || 'x', next: text || 'x' } },
    ticks: ledger.ticks.map((tick) => ({ ...tick, evidence: text })),
    exceptions: ledger.exceptions.map((one) => ({ ...one, because: text })),
    assessments: ledger.assessments.map((one) => ({ ...one, assessment: { ...one.assessment, note: text } })),
    left: ledger.left.map((one) => ({ ...one, because: text })),
    about: {
      ...ledger.about,
      terms: {
        ...ledger.about.terms,
        checklist: ledger.about.terms.checklist.map((item) => ({ ...item, text })),
        tests: ledger.about.terms.tests.map((test) => ({ ...test, text })),
      },
    },
  }
  if (release.status === 'published')
    return {
      ...release,
      ledger: told,
      release: { ...release.release, plan: titled(release.release.plan, text) },
    }
  if (release.status === 'aborted') return { ...release, ledger: told, because: text }
  const { place } = release
  if (!('plan' in place)) return { ...release, ledger: told }
  return { ...release, ledger: told, place: { ...place, plan: titled(place.plan, text) } }
}

function titled(plan: Planned, title: string): Planned {
  const other = { candidate: '#31', title, verdict: 'not-ready', type: 'crash', because: title } as const
  return {
    ...plan,
    picks: plan.picks.map((pick) => ({ ...pick, title, flags: [title] })),
    others: [other],
    othersInAll: 3,
  }
}
