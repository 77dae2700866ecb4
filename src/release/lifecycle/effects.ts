import { z } from 'zod'
import { type Channel, channel } from '../audience.ts'
import { releaseEvent } from './events.ts'
import type { About, OpenRelease } from './state.ts'
import { getBranchName } from './view.ts'
import { planned, promptKey, type Step, selection, subject } from './words.ts'

const text = z.string().min(1)
const tagged = { tag: text, commit: text }

function effect<const K extends string, S extends z.ZodRawShape>(kind: K, shape: S) {
  return z.strictObject({ kind: z.literal(kind), key: text, ...shape }).readonly()
}

/**
 * What the world must do, as it waits in the table of work. Each looks first whether the world already shows it. The
 * `key` is made of the release and of the number of the event behind it, so that it is the same on every replica and
 * after every crash (design, law 1), and another where the same thing is asked for again.
 */
export const releaseEffect = z.discriminatedUnion('kind', [
  effect('open-issue', {}),
  effect('draw-issue', {}),
  effect('make-plan', { selection, main: text.nullable() }),
  effect('build-branch', { branch: text, plan: planned }),
  effect('open-conflict-pull-request', { candidate: text, commit: text }),
  effect('close-conflict-pull-request', { candidate: text }),
  effect('bump-version', { branch: text, on: text }),
  effect('show-pull-request', { branch: text, head: text }),
  effect('close-pull-request', {}),
  effect('read-checks', { head: text }),
  effect('rerun-test', { check: text, head: text, run: z.int().nullable() }),
  effect('push-probe', { branch: text, head: text }),
  effect('drop-probe', { branch: text }),
  effect('draft-notes', { head: text, plan: planned }),
  effect('ask', { prompt: promptKey, subject }),
  effect('close-question', { prompt: promptKey }),
  effect('push-tag', tagged),
  effect('build-artifacts', tagged),
  effect('publish-release', { tag: text, notes: text }),
  effect('tell-shipped', { candidate: text }),
  /** A pull request to main with the version and the changelog of what was published. */
  effect('bring-back', {}),
  effect('open-release', { version: text, picks: z.array(text).readonly() }),
  /** Tells the people of a release what happened, where nobody asked for it. */
  effect('tell', { event: releaseEvent }),
  /** The one message of a release in a channel of the team's, and in its thread questions and news. */
  effect('draw-card', { channel }),
  effect('draw-question', { channel, prompt: promptKey }),
  effect('say', { channel, event: releaseEvent }),
  /** An announcement as it is to be read now: before the publication, or of it. */
  effect('announce', { channel, what: z.enum(['advance', 'release']) }),
])
export type Effect = z.output<typeof releaseEffect>
export type EffectKind = Effect['kind']

/** An effect of one kind. */
export type EffectOf<K extends EffectKind> = Extract<Effect, { kind: K }>

/** Effects that show something in a channel. */
export type ChannelEffect = Extract<Effect, { channel: Channel }>

/** Checks whether an effect shows something in a channel. */
export function isChannelEffect(effect: Effect): effect is ChannelEffect {
  return 'channel' in effect
}

/** An effect before it has its key. */
type Doing = Effect extends infer E ? (E extends Effect ? Omit<E, 'key'> : never) : never

/** Where an effect is performed, and what it means for the release that asks for it. */
interface EffectTraits {
  /**
   * `release` changes the course and is done in order; `display` shows it on GitHub, and holds that up as little as
   * `channel`, one lane for each channel of a medium.
   */
  readonly lane: 'release' | 'display' | 'channel'
  /** The step that waits for its answer; null where nothing does. */
  readonly step: Step | null
  /** What cannot be taken back is not begun while the release is held. */
  readonly isIrreversible: boolean
  /** What shows the newest state is done once after a decision, however many events it has. */
  readonly showsState: boolean
}

function traits(lane: EffectTraits['lane'], about: Partial<EffectTraits> = {}): EffectTraits {
  return { lane, step: null, isIrreversible: false, showsState: false, ...about }
}

/** One row for each kind of effect: a new kind has to say how it is performed. */
export const EFFECTS: Readonly<Record<EffectKind, EffectTraits>> = {
  'open-issue': traits('release'),
  'draw-issue': traits('display', { showsState: true }),
  'make-plan': traits('release', { step: 'plan' }),
  'build-branch': traits('release', { step: 'picks' }),
  'open-conflict-pull-request': traits('release'),
  'close-conflict-pull-request': traits('release'),
  'bump-version': traits('release', { step: 'version-bump' }),
  'show-pull-request': traits('release', { step: 'pull-request' }),
  'close-pull-request': traits('release'),
  'read-checks': traits('release'),
  'rerun-test': traits('release'),
  'push-probe': traits('release'),
  'drop-probe': traits('release'),
  'draft-notes': traits('release', { step: 'notes' }),
  ask: traits('display'),
  'close-question': traits('display'),
  'push-tag': traits('release', { step: 'tag', isIrreversible: true }),
  'build-artifacts': traits('release', { step: 'artifacts', isIrreversible: true }),
  'publish-release': traits('release', { step: 'publish', isIrreversible: true }),
  'tell-shipped': traits('display'),
  'bring-back': traits('release'),
  'open-release': traits('release'),
  tell: traits('display'),
  'draw-card': traits('channel', { showsState: true }),
  'draw-question': traits('channel', { showsState: true }),
  say: traits('channel'),
  announce: traits('channel', { showsState: true }),
}

/** Returns the step that waits for an effect of a kind as the table of work names it; null where nothing waits. */
export function stepWaitingFor(kind: string): Step | null {
  return Object.entries(EFFECTS).find(([one]) => one === kind)?.[1].step ?? null
}

/** The step that the world is asked for where a release is now, with its effect; null where it waits for something else. */
export interface Awaited {
  readonly step: Step
  readonly effect: Effect
}

/** What the place of a release waits for. It follows from the state alone, so an answer can be told from an old one. */
export function awaited({ ledger, place }: OpenRelease): Awaited | null {
  const { about, asked } = ledger
  const branch = getBranchName(about)
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

/** Where commits of a release branch are tested one by one. */
export function probeBranchOf(about: About): string {
  return `${getBranchName(about)}-probe`
}

/** `77:v2.0.1:31:push-tag`: the release, the event that asks for it, and what. */
export function keyOf(
  { repository, version }: About,
  event: number,
  ...of: readonly [EffectKind, ...string[]]
): string {
  return [repository.id, version, event, ...of].join(':')
}
