import { awaited, type Effect, keyOf } from './effects.ts'
import type { EventOf, ReleaseEvent } from './events.ts'
import { rerunOf } from './ledger.ts'
import type { Release } from './state.ts'

type Opened = Exclude<Release, { status: 'unopened' }>

/**
 * What the world must do after an event. `release` is the state that the event led to. No effect is without an event
 * behind it, and the same event of the same release names the same effects with the same keys.
 */
export function react(release: Release, event: ReleaseEvent): Effect[] {
  if (release.status === 'unopened') return []
  return [...drawn(release, event), ...told(release, event), ...effectsOf(release, event)]
}

/** The tracking issue shows the state, so it is drawn anew after whatever happened. */
function drawn(release: Opened, event: ReleaseEvent): Effect[] {
  if (event.type === 'Opened') return [{ kind: 'open-issue', key: keyOf(release, 'open-issue') }]
  if (release.ledger.shown.issue === null) return []

  return [{ kind: 'draw-issue', key: keyOf(release, 'draw-issue', release.ledger.events) }]
}

/** What nobody asked for and somebody has to know. */
function told(release: Opened, event: ReleaseEvent): Effect[] {
  const unasked = event.type === 'CutDeclined' || event.type === 'StepFailed' || event.type === 'GateShut'
  const byRule = event.type === 'Held' && event.by.kind !== 'person'
  if (!unasked && !byRule) return []

  return [{ kind: 'tell', event, key: keyOf(release, 'tell', release.ledger.events) }]
}

function effectsOf(release: Opened, event: ReleaseEvent): Effect[] {
  switch (event.type) {
    case 'Opened':
    case 'PlanRequested':
    case 'PickRequested':
    case 'PolicyTaken':
    case 'BuildRequested':
    case 'BumpRequested':
    case 'Bumped':
    case 'NotesRequested':
    case 'TagRequested':
    case 'Tagged':
    case 'PublishRequested':
    case 'StepRetried':
      return asked(release)
    case 'GateOpened':
      return event.gate === 'testing' ? asked(release) : []
    case 'PickDropped':
    case 'PickDeferred':
      return [...asked(release), closedConflict(release, event)]
    case 'PickConflicted':
      return [conflictShown(release, event)]
    case 'BranchMoved':
    case 'PullRequestShown':
      return [...asked(release), checksRead(release, event)]
    case 'TestRetryAsked': {
      const { check, head, run } = event
      return [{ kind: 'rerun-test', check, head, run, key: keyOf(release, 'rerun-test', rerunOf(event)) }]
    }
    case 'PromptOpened':
    case 'PromptClosed':
      return [question(release, event)]
    case 'Published':
      return shippedTo(release)
    case 'Aborted':
      return [{ kind: 'close-pull-request', key: keyOf(release, 'close-pull-request') }]
    case 'PrereleaseRequested':
    case 'PromotionRequested': {
      const { version, picks } = event
      return [{ kind: 'open-release', version, picks, key: keyOf(release, 'open-release', version) }]
    }
    case 'LabelRefused': {
      const { candidate, label } = event
      const key = keyOf(release, 'answer-label', candidate, release.ledger.events)
      return [{ kind: 'answer-label', candidate, label, key }]
    }
    default:
      return []
  }
}

function asked(release: Opened): Effect[] {
  const waits = release.status === 'open' ? awaited(release) : null
  return waits ? [waits.effect] : []
}

function conflictShown(release: Opened, { candidate, commit }: EventOf<'PickConflicted'>): Effect {
  const key = keyOf(release, 'open-conflict-pull-request', release.ledger.plans, candidate)
  return { kind: 'open-conflict-pull-request', candidate, commit, key }
}

/** Where there is none, its performer finds nothing to close. */
function closedConflict(release: Opened, { candidate }: EventOf<'PickDropped' | 'PickDeferred'>): Effect {
  const key = keyOf(release, 'close-conflict-pull-request', release.ledger.plans, candidate)
  return { kind: 'close-conflict-pull-request', candidate, key }
}

/** A check may have ended before this head was on record. */
function checksRead(release: Opened, { head }: EventOf<'BranchMoved' | 'PullRequestShown'>): Effect {
  return { kind: 'read-checks', head, key: keyOf(release, 'read-checks', release.ledger.plans, head) }
}

function question(release: Opened, event: EventOf<'PromptOpened' | 'PromptClosed'>): Effect {
  const { prompt } = event
  if (event.type === 'PromptClosed')
    return { kind: 'close-question', prompt, key: keyOf(release, 'close-question', prompt) }

  return { kind: 'ask', prompt, subject: event.subject, key: keyOf(release, 'ask', prompt) }
}

function shippedTo(release: Opened): Effect[] {
  if (release.status !== 'published') return []
  return release.release.plan.picks.map(({ candidate }) => ({
    kind: 'tell-shipped',
    candidate,
    key: keyOf(release, 'tell-shipped', candidate),
  }))
}
