import { createEmbargo } from '../embargo/state.ts'
import type { EventOf } from '../events.ts'
import { NO_ROLLOUT } from '../rollout/state.ts'
import type { About, Ledger, Release } from '../state.ts'
import { NO_HANDS, NO_OUTSIDE } from './ledger.ts'

/** What begins a release: what it is, when and by whom. */
type Beginning = Omit<About, 'openedAt' | 'requester'> &
  Pick<EventOf<'Opened'>, 'at' | 'by'> & { readonly type: string }

/** Of a version that was aborted before its tag was asked for the events go on: their numbers are in the keys of effects. */
export function createLedger(before: Release, { type, by, at, ...about }: Beginning): Ledger {
  const events = before.status === 'unopened' ? 1 : before.ledger.events + 1
  const requester = by.kind === 'person' ? by.person : null
  return {
    about: { ...about, openedAt: at, requester },
    events,
    asked: events,
    askedAt: at,
    flow: { kind: 'going' },
    trouble: { kind: 'none' },
    attempts: 0,
    retriedAt: 0,
    prompts: before.status === 'unopened' ? 0 : before.ledger.prompts,
    shown: { issue: null, pullRequest: null, backToMain: null },
    checks: [],
    probes: [],
    bisect: null,
    breaks: [],
    reruns: [],
    ticks: [],
    goes: [],
    assessments: [],
    exceptions: [],
    day: null,
    emergencies: [],
    skippedAt: [],
    confirmations: [],
    hands: NO_HANDS,
    unaccepted: null,
    outside: NO_OUTSIDE,
    frozen: null,
    left: [],
    embargo: about.embargo ? createEmbargo(about.embargo) : null,
    isConfidential: about.track === 'security',
    securityFixes: [],
    clearedFixes: [],
    followers: [],
    proofs: [],
    rollout: NO_ROLLOUT,
  }
}
