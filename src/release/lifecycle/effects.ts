import type { Channel } from '../audience.ts'
import type { ReleaseEvent } from './events.ts'
import type { About, OpenRelease } from './state.ts'
import type { Planned, PromptKey, Selection, Step, Subject } from './words.ts'

/** What the world must do. Each looks first whether the world already shows it. */
type Doing =
  | { readonly kind: 'open-issue' }
  | { readonly kind: 'draw-issue' }
  | { readonly kind: 'make-plan'; readonly selection: Selection; readonly main: string | null }
  | { readonly kind: 'build-branch'; readonly branch: string; readonly plan: Planned }
  | { readonly kind: 'open-conflict-pull-request'; readonly candidate: string; readonly commit: string }
  | { readonly kind: 'close-conflict-pull-request'; readonly candidate: string }
  | { readonly kind: 'bump-version'; readonly branch: string; readonly on: string }
  | { readonly kind: 'show-pull-request'; readonly branch: string; readonly head: string }
  | { readonly kind: 'close-pull-request' }
  | { readonly kind: 'read-checks'; readonly head: string }
  | {
      readonly kind: 'rerun-test'
      readonly check: string
      readonly head: string
      readonly run: number | null
    }
  | { readonly kind: 'push-probe'; readonly branch: string; readonly head: string }
  | { readonly kind: 'drop-probe'; readonly branch: string }
  | { readonly kind: 'draft-notes'; readonly head: string; readonly plan: Planned }
  | { readonly kind: 'ask'; readonly prompt: PromptKey; readonly subject: Subject }
  | { readonly kind: 'close-question'; readonly prompt: PromptKey }
  | { readonly kind: 'push-tag'; readonly tag: string; readonly commit: string }
  | { readonly kind: 'build-artifacts'; readonly tag: string; readonly commit: string }
  | { readonly kind: 'publish-release'; readonly tag: string; readonly notes: string }
  | { readonly kind: 'tell-shipped'; readonly candidate: string }
  /** A pull request to main with the version and the changelog of what was published. */
  | { readonly kind: 'bring-back' }
  | { readonly kind: 'open-release'; readonly version: string; readonly picks: readonly string[] }
  /** Tells the people of a release what happened, where nobody asked for it. */
  | { readonly kind: 'tell'; readonly event: ReleaseEvent }
  /** The one message of a release in a channel of the team's, and in its thread questions and news. */
  | { readonly kind: 'draw-card'; readonly channel: Channel }
  | { readonly kind: 'draw-question'; readonly channel: Channel; readonly prompt: PromptKey }
  | { readonly kind: 'say'; readonly channel: Channel; readonly event: ReleaseEvent }
  /** An announcement as it is to be read now: before the publication, or of it. */
  | { readonly kind: 'announce'; readonly channel: Channel; readonly what: 'advance' | 'release' }

/**
 * An effect with its key. The key is made of the release and of the number of the event behind it, so that it is the
 * same on every replica and after every crash (design, law 1), and another where the same thing is asked for again.
 */
export type Effect = Doing & { readonly key: string }
export type EffectKind = Effect['kind']

/** The step that the world is asked for where a release is now, with its effect; null where it waits for something else. */
export interface Awaited {
  readonly step: Step
  readonly effect: Effect
}

/** What the place of a release waits for. It follows from the state alone, so an answer can be told from an old one. */
export function awaited({ ledger, place }: OpenRelease): Awaited | null {
  const { about, asked } = ledger
  const branch = branchOf(about)
  const waits = (step: Step, doing: Doing): Awaited => ({
    step,
    effect: { ...doing, key: keyOf(about, asked, doing.kind) },
  })
  switch (place.step) {
    case 'planning':
      return waits('plan', { kind: 'make-plan', selection: place.selection, main: place.main })
    case 'picking':
      return place.head === null ? waits('picks', { kind: 'build-branch', branch, plan: place.plan }) : null
    case 'bumping':
      return waits('version-bump', { kind: 'bump-version', branch, on: place.head })
    case 'proposing':
      return waits('pull-request', { kind: 'show-pull-request', branch, head: place.head })
    case 'drafting':
      return waits('notes', { kind: 'draft-notes', head: place.head, plan: place.plan })
    case 'tagging':
      return waits('tag', { kind: 'push-tag', tag: about.tag, commit: place.head })
    case 'building':
      return waits('artifacts', { kind: 'build-artifacts', tag: about.tag, commit: place.head })
    case 'publishing':
      return waits('publish', { kind: 'publish-release', tag: about.tag, notes: place.notes })
    case 'planned':
    case 'asking-to-cut':
    case 'testing':
    case 'asking-to-tag':
    case 'asking-to-publish':
      return null
  }
}

/** `release/v2.0.1` */
export function branchOf({ terms, version }: About): string {
  return terms.releaseBranch.replace('{version}', version.replace(/^v/, ''))
}

/** Where commits of a release branch are tested one by one. */
export function probeBranchOf(about: About): string {
  return `${branchOf(about)}-probe`
}

/** `77:v2.0.1:31:push-tag`: the release, the event that asks for it, and what. */
export function keyOf(
  { repository, version }: About,
  event: number,
  ...of: readonly [EffectKind, ...string[]]
): string {
  return [repository.id, version, event, ...of].join(':')
}
