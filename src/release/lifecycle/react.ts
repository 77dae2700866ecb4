import { awaited, type Effect, type EffectKind, keyOf, probeBranchOf } from './effects.ts'
import { asksWorld, isToldUnasked } from './event-traits.ts'
import type { ReleaseEvent } from './events.ts'
import { heard } from './react-chats.ts'
import type { Release } from './state.ts'

type Opened = Exclude<Release, { status: 'unopened' }>

/**
 * What the world must do after an event. `release` is the state that the event led to. No effect is without an event
 * behind it, and the same event of the same release names the same effects with the same keys.
 */
export function react(release: Release, event: ReleaseEvent): Effect[] {
  if (release.status === 'unopened') return []
  return [
    ...question(release, event),
    ...drawn(release, event),
    ...told(release, event),
    ...asked(release, event),
    ...besides(release, event),
    ...heard(release, event),
  ]
}

/** Before the tracking issue says that it waits for a go: one that was said before the question does not count. */
function question(release: Opened, event: ReleaseEvent): Effect[] {
  if (event.type !== 'PromptOpened') return []
  const { prompt, subject } = event
  return [{ kind: 'ask', prompt, subject, key: keyFor(release, 'ask') }]
}

/** The tracking issue shows the state, so it is drawn anew after whatever happened. */
function drawn(release: Opened, event: ReleaseEvent): Effect[] {
  if (event.type === 'Opened') return [{ kind: 'open-issue', key: keyFor(release, 'open-issue') }]
  if (release.ledger.shown.issue === null) return []

  return [{ kind: 'draw-issue', key: keyFor(release, 'draw-issue') }]
}

/** What nobody asked for and people have to know. */
function told(release: Opened, event: ReleaseEvent): Effect[] {
  if (!isToldUnasked(event)) return []
  return [{ kind: 'tell', event, key: keyFor(release, 'tell') }]
}

/** What a step waits for, where this event begins one. */
function asked(release: Opened, event: ReleaseEvent): Effect[] {
  if (release.status !== 'open' || !asksWorld(event)) return []
  const waits = awaited(release)
  return waits ? [waits.effect] : []
}

function besides(release: Opened, event: ReleaseEvent): Effect[] {
  switch (event.type) {
    case 'PickConflicted': {
      const { candidate, commit } = event
      const kind = 'open-conflict-pull-request'
      return [{ kind, candidate, commit, key: keyFor(release, kind) }]
    }
    case 'PickDropped':
    case 'PickDeferred': {
      // Where there is none, its performer finds nothing to close.
      const kind = 'close-conflict-pull-request'
      return [{ kind, candidate: event.candidate, key: keyFor(release, kind) }]
    }
    case 'BranchMoved':
    case 'PullRequestShown':
      // A check may have ended before this head was on record.
      return [{ kind: 'read-checks', head: event.head, key: keyFor(release, 'read-checks') }]
    case 'ProbeAsked': {
      const branch = probeBranchOf(release.ledger.about)
      return [{ kind: 'push-probe', branch, head: event.head, key: keyFor(release, 'push-probe') }]
    }
    case 'GateOpened':
      return event.gate === 'testing' ? dropsProbe(release) : []
    case 'TestRetryAsked': {
      const { check, head, run } = event
      return [{ kind: 'rerun-test', check, head, run, key: keyFor(release, 'rerun-test') }]
    }
    case 'PromptClosed':
      return [{ kind: 'close-question', prompt: event.prompt, key: keyFor(release, 'close-question') }]
    case 'Published':
      return [
        ...shipped(release),
        { kind: 'close-pull-request', key: keyFor(release, 'close-pull-request') },
        ...broughtBack(release),
      ]
    case 'Aborted':
      return [
        ...dropsProbe(release),
        { kind: 'close-pull-request', key: keyFor(release, 'close-pull-request') },
      ]
    case 'PrereleaseRequested':
    case 'PromotionRequested': {
      const { version, picks } = event
      return [{ kind: 'open-release', version, picks, key: keyFor(release, 'open-release') }]
    }
    default:
      return []
  }
}

/** Where nothing was tested by itself, there is no branch to put away. */
function dropsProbe(release: Opened): Effect[] {
  const { about, probes } = release.ledger
  if (probes.length === 0) return []
  return [{ kind: 'drop-probe', branch: probeBranchOf(about), key: keyFor(release, 'drop-probe') }]
}

function shipped(release: Opened): Effect[] {
  if (release.status !== 'published') return []
  return release.release.plan.picks.map(({ candidate }) => ({
    kind: 'tell-shipped',
    candidate,
    key: keyFor(release, 'tell-shipped', candidate),
  }))
}

/** Main is never on a prerelease of a patch: what it should know of a release is known of the stable one alone. */
function broughtBack(release: Opened): Effect[] {
  const { kind, terms } = release.ledger.about
  if (kind === 'prerelease' || !terms.backToMain) return []
  return [{ kind: 'bring-back', key: keyFor(release, 'bring-back') }]
}

function keyFor({ ledger }: Opened, ...of: readonly [EffectKind, ...string[]]): string {
  return keyOf(ledger.about, ledger.events, ...of)
}
