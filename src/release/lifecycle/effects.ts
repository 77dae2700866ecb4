import { z } from 'zod'
import { type Channel, channel, type SecurityChannel } from '../audience.ts'
import { defineEffect } from './effect-shape.ts'
import { releaseEventSchema } from './events.ts'
import { ROLLOUT_EFFECTS } from './rollout/effects.ts'
import type { About } from './state.ts'
import { getBranchName } from './view.ts'
import {
  plannedSchema,
  promptKeySchema,
  type Step,
  type Subject,
  selectionSchema,
  subjectSchema,
} from './words.ts'

const text = z.string().min(1)
const tagged = { tag: text, commit: text }

/**
 * What the world must do, as it waits in the table of work. Each looks first whether the world already shows it. The
 * `key` is made of the release and of the number of the event behind it, so that it is the same on every replica and
 * after every crash (design, law 1), and another where the same thing is asked for again.
 */
export const releaseEffect = z.discriminatedUnion('kind', [
  defineEffect('open-issue', {}),
  defineEffect('draw-issue', {}),
  defineEffect('make-plan', { selection: selectionSchema, main: text.nullable() }),
  defineEffect('build-branch', { branch: text, plan: plannedSchema }),
  defineEffect('open-conflict-pull-request', { candidate: text, commit: text }),
  defineEffect('close-conflict-pull-request', { candidate: text }),
  defineEffect('bump-version', { branch: text, on: text }),
  defineEffect('show-pull-request', { branch: text, head: text }),
  defineEffect('close-pull-request', {}),
  defineEffect('read-checks', { head: text }),
  /** §1.1: judges what came onto the branch another way. */
  defineEffect('judge-commits', { head: text }),
  defineEffect('rerun-test', { check: text, head: text, run: z.int().nullable() }),
  defineEffect('push-probe', { branch: text, head: text }),
  defineEffect('drop-probe', { branch: text }),
  defineEffect('draft-notes', { head: text, plan: plannedSchema }),
  defineEffect('ask', { prompt: promptKeySchema, subject: subjectSchema }),
  defineEffect('close-question', { prompt: promptKeySchema }),
  defineEffect('push-tag', tagged),
  defineEffect('build-artifacts', tagged),
  defineEffect('publish-release', { tag: text, notes: text }),
  defineEffect('tell-shipped', { candidate: text }),
  /** A pull request to main with the version and the changelog of what was published. */
  defineEffect('bring-back', {}),
  defineEffect('open-release', { version: text, picks: z.array(text).readonly() }),
  /** Tells the people of a release what happened, where nobody asked for it. */
  defineEffect('tell', { event: releaseEventSchema }),
  /** The one message of a release in a channel of the team's, and in its thread questions and news. */
  defineEffect('draw-card', { channel }),
  defineEffect('draw-question', { channel, prompt: promptKeySchema }),
  defineEffect('say', { channel, event: releaseEventSchema }),
  /** An announcement as it is to be read now: before the publication, or of it. */
  defineEffect('announce', { channel, what: z.enum(['advance', 'release']) }),
  /** Embargo Period: everything of a disclosure is tried but to publish. */
  defineEffect('rehearse-disclosure', { dueAt: z.number() }),
  /** The advisory as a draft in the public repository, which the security team alone reads there. */
  defineEffect('draft-advisory', {}),
  /** Facts that became known go into the draft; null for those that did not change. */
  defineEffect('update-advisory', { cvss: text.nullable(), introducedBy: text.nullable() }),
  /** CVE registered: GitHub is asked for an id, or the given one is entered in the advisory. */
  defineEffect('register-cve', { advisory: text, cve: text.nullable() }),
  /** Pre-notify affected users: the mails that the policy allows, to the people that it names. */
  defineEffect('pre-notify', { dueAt: z.number() }),
  /** Branch and tag, as they stand in the private repository, are pushed to the public one. */
  defineEffect('disclose-code', { branch: text, ...tagged }),
  defineEffect('publish-advisory', { advisory: text }),
  /** The advisory in the formats that programs read, as files of the GitHub release. */
  defineEffect('attach-advisory', { advisory: text }),
  ...ROLLOUT_EFFECTS,
])
export type Effect = z.output<typeof releaseEffect>
export type EffectKind = Effect['kind']

/** An effect of one kind. */
export type EffectOf<K extends EffectKind> = Extract<Effect, { kind: K }>

/** What customers or the public read. None of it may come of an embargoed release. */
const PUBLIC_EFFECTS = [
  'announce',
  'tell-shipped',
  'bring-back',
  'attach-advisory',
  'notify-customers',
  'update-status-page',
  'post-announcement',
  'mark-rolled-back',
  'move-pin',
] as const satisfies EffectKind[]
type PublicEffect = EffectOf<(typeof PUBLIC_EFFECTS)[number]>

/** Checks whether customers or the public read what an effect writes. */
export function isPublicEffect(effect: Effect): effect is PublicEffect {
  return PUBLIC_EFFECTS.some((kind) => kind === effect.kind)
}

/** What an embargoed release may ask for: nothing public, and in chats nothing but for the security team. */
export type EmbargoEffect =
  | Exclude<Effect, PublicEffect | ChannelEffect>
  | (EffectOf<'draw-card' | 'draw-question' | 'say'> & { readonly channel: SecurityChannel })

/** Effects that show something in a channel. */
export type ChannelEffect = Extract<Effect, { channel: Channel }>

/** Checks whether an effect shows something in a channel. */
export function isChannelEffect(effect: Effect): effect is ChannelEffect {
  return 'channel' in effect
}

/** Where an effect is performed, and what it means for the release that asks for it. */
interface EffectTraits {
  /**
   * `release` changes the course and is done in order; `display` shows it on GitHub, and holds that up as little as
   * `channel`, one lane for each channel of a medium. A rollback waits for none of these, and neither do `metrics`, nor
   * `notices` to customers. A `deployment` and a `drill` are followed to their ends, which holds up nothing else; nor do
   * `proofs`, which registries and health URLs may keep waiting.
   */
  readonly lane:
    | 'release'
    | 'display'
    | 'channel'
    | 'rollback'
    | 'deployment'
    | 'drill'
    | 'metrics'
    | 'notices'
    | 'proofs'
  /** The step that waits for its answer; null where nothing does. */
  readonly step: Step | null
  /** What cannot be taken back is not begun while the release is held. */
  readonly isIrreversible: boolean
  /** The questions whose goes it stands on, the first that has any: who gave one is asked about once more before it. */
  readonly standsOn: readonly Subject['step'][]
  /** Whether people read on GitHub what it writes: it is told only what its readers may know. */
  readonly isRead: boolean
  /** What shows the newest state is done once after a decision, however many events it has. */
  readonly showsState: boolean
}

function defineTraits(lane: EffectTraits['lane'], about: Partial<EffectTraits> = {}): EffectTraits {
  return { lane, step: null, isIrreversible: false, standsOn: [], isRead: false, showsState: false, ...about }
}

/** One row for each kind of effect: a new kind has to say how it is performed. */
export const EFFECTS: Readonly<Record<EffectKind, EffectTraits>> = {
  'open-issue': defineTraits('release', { isRead: true }),
  'draw-issue': defineTraits('display', { showsState: true, isRead: true }),
  'make-plan': defineTraits('release', { step: 'plan' }),
  'build-branch': defineTraits('release', { step: 'picks', standsOn: ['cut'] }),
  'open-conflict-pull-request': defineTraits('release', { isRead: true }),
  'close-conflict-pull-request': defineTraits('release', { isRead: true }),
  'bump-version': defineTraits('release', { step: 'version-bump' }),
  'show-pull-request': defineTraits('release', { step: 'pull-request', isRead: true }),
  'close-pull-request': defineTraits('release'),
  'read-checks': defineTraits('release'),
  'judge-commits': defineTraits('release'),
  'rerun-test': defineTraits('release'),
  'push-probe': defineTraits('release'),
  'drop-probe': defineTraits('release'),
  'draft-notes': defineTraits('release', { step: 'notes' }),
  ask: defineTraits('display', { isRead: true }),
  'close-question': defineTraits('display', { isRead: true }),
  'push-tag': defineTraits('release', { step: 'tag', isIrreversible: true, standsOn: ['tag'] }),
  'build-artifacts': defineTraits('release', { step: 'artifacts', isIrreversible: true }),
  'publish-release': defineTraits('release', {
    step: 'publish',
    isIrreversible: true,
    standsOn: ['publish', 'tag'],
  }),
  'rehearse-disclosure': defineTraits('display'),
  'draft-advisory': defineTraits('release'),
  'update-advisory': defineTraits('release'),
  'register-cve': defineTraits('release'),
  'pre-notify': defineTraits('display'),
  'disclose-code': defineTraits('release', {
    step: 'publish',
    isIrreversible: true,
    standsOn: ['publish', 'tag'],
  }),
  'publish-advisory': defineTraits('release', { step: 'publish', isIrreversible: true }),
  'attach-advisory': defineTraits('release'),
  'tell-shipped': defineTraits('display'),
  'bring-back': defineTraits('release'),
  'open-release': defineTraits('release'),
  tell: defineTraits('display', { isRead: true }),
  'draw-card': defineTraits('channel', { showsState: true }),
  'draw-question': defineTraits('channel', { showsState: true }),
  say: defineTraits('channel'),
  announce: defineTraits('channel', { showsState: true }),
  'check-environment': defineTraits('release', { step: 'environment' }),
  'free-environment': defineTraits('release'),
  'deploy-version': defineTraits('deployment', {
    step: 'deployment',
    isIrreversible: true,
    standsOn: ['deploy', 'tag'],
  }),
  'run-smoke-test': defineTraits('deployment', { step: 'smoke-test' }),
  'read-metrics': defineTraits('metrics'),
  'verify-images': defineTraits('proofs'),
  'run-drill': defineTraits('drill'),
  'notify-customers': defineTraits('notices', { isRead: true }),
  'update-status-page': defineTraits('notices', { isRead: true }),
  'post-announcement': defineTraits('notices'),
  'roll-back': defineTraits('rollback', { step: 'rollback' }),
  'verify-health': defineTraits('rollback', { step: 'health' }),
  'open-incident': defineTraits('release', { isRead: true }),
  'mark-rolled-back': defineTraits('display'),
  'move-pin': defineTraits('release'),
  'verify-deployment': defineTraits('proofs'),
  'read-watch': defineTraits('metrics'),
  'open-review': defineTraits('release', { isRead: true }),
}

/** Whether people are told that the world refused an effect that no step waits for: what only shows something is drawn again. */
export function isMissed(kind: EffectKind): boolean {
  const { lane } = EFFECTS[kind]
  // Without its issue a release has nowhere to tell it.
  return kind !== 'open-issue' && lane !== 'display' && lane !== 'channel'
}

/** Returns the step that waits for an effect of a kind as the table of work names it; null where nothing waits. */
export function stepWaitingFor(kind: string): Step | null {
  return Object.entries(EFFECTS).find(([one]) => one === kind)?.[1].step ?? null
}

/** Where commits of a release branch are tested one by one. */
export function formatProbeBranch(about: About): string {
  return `${getBranchName(about)}-probe`
}

/** `77:v2.0.1:31:push-tag`: the release, the event that asks for it, and what. */
export function createEffectKey(
  { repository, version }: About,
  event: number,
  ...of: readonly [EffectKind, ...string[]]
): string {
  return [repository.id, version, event, ...of].join(':')
}
