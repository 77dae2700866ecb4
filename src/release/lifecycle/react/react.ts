import { getAwaitedStep } from '../awaited.ts'
import {
  type ChannelEffect,
  createEffectKey,
  type Effect,
  type EffectKind,
  type EmbargoEffect,
  formatProbeBranch,
  isChannelEffect,
  isPublicEffect,
} from '../effects.ts'
import { findHighestScore } from '../embargo/view.ts'
import { asksWorld, isAnnouncedUnasked } from '../event-traits.ts'
import type { ReleaseEvent } from '../events.ts'
import { reactToRollout } from '../rollout/react.ts'
import type { Release } from '../state.ts'
import { type EmbargoedRelease, getHead, isUnderEmbargo } from '../view.ts'
import { reactInChats, reactInSecurityChannels } from './chats.ts'

type OpenedRelease = Exclude<Release, { status: 'unopened' }>

/**
 * What the world must do after an event. `release` is the state that the event led to. No effect is without an event
 * behind it, and the same event of the same release names the same effects with the same keys.
 */
export function react(release: Release, event: ReleaseEvent): Effect[] {
  // People heard of an imported release when it was published.
  if (release.status === 'unopened' || event.type === 'Imported') return []
  if (isUnderEmbargo(release)) return reactUnderEmbargo(release, event)
  return [
    ...askQuestion(release, event),
    ...drawRelease(release, event),
    ...commentOnEvent(release, event),
    ...requestEffects(release, event),
    ...reactBesides(release, event),
    ...reactToRollout(release, event),
    ...reactInChats(release, event),
  ]
}

/**
 * What an embargoed release asks for. Its type has no public effect and no channel that anybody but the security team
 * reads, so that none can be returned here (design, law 7). It isn't deployed before it is disclosed.
 */
function reactUnderEmbargo(release: EmbargoedRelease, event: ReleaseEvent): EmbargoEffect[] {
  return [
    ...askQuestion(release, event),
    ...drawRelease(release, event),
    ...commentOnEvent(release, event),
    ...requestEffects(release, event).filter((effect) => isQuiet(effect)),
    ...reactBesides(release, event).filter((effect) => isQuiet(effect)),
    ...rehearse(release, event),
    ...prepareDisclosure(release, event),
    ...keepAdvisory(release, event),
    ...reactInSecurityChannels(release, event),
  ]
}

type QuietEffect = Exclude<EmbargoEffect, ChannelEffect>

function isQuiet(effect: Effect): effect is QuietEffect {
  return !isPublicEffect(effect) && !isChannelEffect(effect)
}

function rehearse(release: EmbargoedRelease, event: ReleaseEvent): QuietEffect[] {
  if (event.type !== 'RehearsalRequested') return []
  const { dueAt } = event
  const key = createEffectKey(release.ledger.about, dueAt, 'rehearse-disclosure')
  return [{ kind: 'rehearse-disclosure', dueAt, key }]
}

function prepareDisclosure(release: EmbargoedRelease, event: ReleaseEvent): QuietEffect[] {
  const { about, embargo } = release.ledger
  if (event.type === 'PreNotificationRequested') {
    const kind = 'pre-notify'
    return [{ kind, dueAt: event.dueAt, key: createEffectKey(about, event.dueAt, kind) }]
  }
  if (event.type !== 'CveRequested' || !embargo?.advisory) return []
  const kind = 'register-cve'
  return [{ kind, advisory: embargo.advisory, cve: event.cve, key: createKey(release, kind) }]
}

/** The draft of the advisory, and what goes into it as it becomes known. */
function keepAdvisory(release: EmbargoedRelease, event: ReleaseEvent): QuietEffect[] {
  if (release.ledger.embargo.advisory === null) {
    const isAsked = event.type === 'Opened' || event.type === 'AdvisoryDraftRequested'
    return isAsked ? [{ kind: 'draft-advisory', key: createKey(release, 'draft-advisory') }] : []
  }
  const kind = 'update-advisory'
  if (event.type === 'FaultyCommitNamed')
    return [{ kind, cvss: null, introducedBy: event.commit, key: createKey(release, kind) }]
  if (event.type === 'Assessed' && event.assessment.cvss) {
    const cvss = findHighestScore(release)?.vector ?? null
    return [{ kind, cvss, introducedBy: null, key: createKey(release, kind) }]
  }
  return []
}

/** Before the tracking issue says that it waits for a go: one that was said before the question does not count. */
function askQuestion(release: OpenedRelease, event: ReleaseEvent): QuietEffect[] {
  if (event.type !== 'PromptOpened') return []
  const { prompt, subject } = event
  return [{ kind: 'ask', prompt, subject, key: createKey(release, 'ask') }]
}

/** The tracking issue shows the state, so it is drawn anew after whatever happened. */
function drawRelease(release: OpenedRelease, event: ReleaseEvent): QuietEffect[] {
  if (event.type === 'Opened') return [{ kind: 'open-issue', key: createKey(release, 'open-issue') }]
  if (release.ledger.shown.issue === null) return []

  return [{ kind: 'draw-issue', key: createKey(release, 'draw-issue') }]
}

/** What nobody asked for and people have to know. */
function commentOnEvent(release: OpenedRelease, event: ReleaseEvent): QuietEffect[] {
  if (!isAnnouncedUnasked(event)) return []
  return [{ kind: 'tell', event, key: createKey(release, 'tell') }]
}

/** What a step waits for, where this event begins one. */
function requestEffects(release: OpenedRelease, event: ReleaseEvent): Effect[] {
  if (release.status === 'aborted' || !asksWorld(event)) return []
  const waits = getAwaitedStep(release)
  return waits ? [waits.effect] : []
}

function reactBesides(release: OpenedRelease, event: ReleaseEvent): Effect[] {
  switch (event.type) {
    case 'PickConflicted': {
      const { candidate, commit } = event
      const kind = 'open-conflict-pull-request'
      return [{ kind, candidate, commit, key: createKey(release, kind) }]
    }
    case 'PickDropped':
    case 'PickDeferred': {
      // Where there is none, its performer finds nothing to close.
      const kind = 'close-conflict-pull-request'
      return [{ kind, candidate: event.candidate, key: createKey(release, kind) }]
    }
    case 'PickResolved':
    case 'Assessed':
    case 'Excepted':
      return judgeOutsideCommits(release)
    case 'BranchMoved': {
      const key = createKey(release, 'read-checks')
      return [{ kind: 'read-checks', head: event.head, key }, ...judgeOutsideCommits(release)]
    }
    case 'PullRequestShown':
      // A check may have ended before this head was on record.
      return [{ kind: 'read-checks', head: event.head, key: createKey(release, 'read-checks') }]
    case 'ProbeAsked': {
      const branch = formatProbeBranch(release.ledger.about)
      return [{ kind: 'push-probe', branch, head: event.head, key: createKey(release, 'push-probe') }]
    }
    case 'GateOpened':
      return event.gate === 'testing' ? dropProbe(release) : []
    case 'TestRetryAsked': {
      const { check, head, run } = event
      return [{ kind: 'rerun-test', check, head, run, key: createKey(release, 'rerun-test') }]
    }
    case 'PromptClosed':
      return [{ kind: 'close-question', prompt: event.prompt, key: createKey(release, 'close-question') }]
    case 'Published':
      return [
        ...announceShipped(release),
        ...attachAdvisory(release),
        { kind: 'close-pull-request', key: createKey(release, 'close-pull-request') },
        ...bringBack(release),
      ]
    case 'Aborted':
      return [
        ...dropProbe(release),
        { kind: 'close-pull-request', key: createKey(release, 'close-pull-request') },
      ]
    case 'PrereleaseRequested':
    case 'PromotionRequested': {
      const { version, picks } = event
      return [{ kind: 'open-release', version, picks, key: createKey(release, 'open-release') }]
    }
    default:
      return []
  }
}

/** Where nothing was tested by itself, there is no branch to put away. */
/** §1.1: what waits to be accepted is judged, and again after what people say of it. */
function judgeOutsideCommits(release: OpenedRelease): Effect[] {
  const head = getHead(release)
  if (release.ledger.unaccepted === null || head === null) return []
  return [{ kind: 'judge-commits', head, key: createKey(release, 'judge-commits') }]
}

function dropProbe(release: OpenedRelease): Effect[] {
  const { about, probes } = release.ledger
  if (probes.length === 0) return []
  return [{ kind: 'drop-probe', branch: formatProbeBranch(about), key: createKey(release, 'drop-probe') }]
}

/** Pre-release Versions: what users run is the stable one. */
function announceShipped(release: OpenedRelease): Effect[] {
  if (release.status !== 'published' || release.ledger.about.kind === 'prerelease') return []
  return release.release.plan.picks.map(({ candidate }) => ({
    kind: 'tell-shipped',
    candidate,
    key: createKey(release, 'tell-shipped', candidate),
  }))
}

/** Programs read what is affected from files of the release, once everybody may know it. */
function attachAdvisory(release: OpenedRelease): Effect[] {
  const { embargo } = release.ledger
  if (!embargo?.advisory) return []
  const kind = 'attach-advisory'
  return [{ kind, advisory: embargo.advisory, key: createKey(release, kind) }]
}

/** Main is never on a prerelease of a patch: what it should know of a release is known of the stable one alone. */
function bringBack(release: OpenedRelease): Effect[] {
  const { kind, terms } = release.ledger.about
  if (kind === 'prerelease' || !terms.backToMain) return []
  return [{ kind: 'bring-back', key: createKey(release, 'bring-back') }]
}

function createKey({ ledger }: OpenedRelease, ...of: readonly [EffectKind, ...string[]]): string {
  return createEffectKey(ledger.about, ledger.events, ...of)
}
