import { z } from 'zod'
import { EMERGENCIES, PRERELEASE_CHANNELS } from '../process/schedule.ts'
import type { Refusal } from '../refusal.ts'
import { terms } from './terms.ts'
import { originator, person } from './who.ts'
import * as words from './words.ts'

const sha = z.string().min(1)
const because = z.string().min(1)
const candidate = words.candidateId

/** When, in seconds since 1970, and who. */
const recorded = { at: z.number(), by: originator }

function event<const T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.strictObject({ type: z.literal(type), ...recorded, ...shape }).readonly()
}

const pinned = z.strictObject({ digest: z.string(), commit: sha.nullable() }).readonly()

const opening = [
  event('Opened', {
    /** The id stays when a repository is renamed. */
    repository: z.strictObject({ id: z.int(), name: z.string() }).readonly(),
    version: z.string(),
    tag: z.string(),
    line: z.string(),
    base: z.strictObject({ tag: z.string(), commit: sha }).readonly(),
    kind: z.enum(['patch', 'prerelease']),
    track: z.enum(words.TRACKS),
    /** Emergency Releases: what for; null on the other tracks. */
    emergency: z.enum(EMERGENCIES).nullable(),
    policy: pinned,
    terms,
    selection: words.selection,
  }),
  event('IssueShown', { issue: z.int() }),
  event('PolicyTaken', { policy: pinned, terms }),
] as const

/** §1.1 and §1.2: what is taken. */
const planning = [
  /** `main` is null for main as it is now. */
  event('PlanRequested', { selection: words.selection, main: sha.nullable() }),
  event('Planned', { plan: words.planned }),
  event('CutRequested', { expects: z.string().nullable() }),
  event('CutDeclined', { because, next: because }),
  event('BuildRequested', { plan: z.string() }),
  event('PickRequested', { candidate }),
  event('PickDropped', { candidate, because }),
  event('PickDeferred', { candidate, because }),
  event('Assessed', { candidate, assessment: words.assessment }),
  event('Excepted', { candidate, because, until: z.iso.date() }),
] as const

/** §1.2 and §1.3: what became of it. */
const branch = [
  event('PickApplied', { candidate, outcome: z.enum(['clean', 'empty']), commit: sha.nullable() }),
  event('PickConflicted', { candidate, commit: sha, files: z.array(z.string()).readonly() }),
  event('ConflictShown', { candidate, pullRequest: z.int() }),
  event('PickResolved', { candidate, head: sha, author: person }),
  event('BranchPushed', { plan: z.string(), head: sha }),
  event('BranchMoved', { head: sha, from: sha }),
  /** Who has commits of their own on the release branch: all of them, as it is at that head. */
  event('HandsSeen', { head: sha, people: z.array(person).readonly() }),
  /** What main has done since to what is taken: all of it now, and the sentences of it that are new. */
  event('FlagsSeen', { flags: z.array(words.flagged).readonly(), news: z.array(z.string()).readonly() }),
  event('BumpRequested', { on: sha }),
  event('Bumped', { on: sha, head: sha }),
  event('PullRequestShown', { pullRequest: z.int(), head: sha }),
] as const

/** §2.1 and §2.2. */
const testing = [
  event('CheckSeen', words.checkRun.unwrap().shape),
  event('TestRetryAsked', { check: z.string(), head: sha, run: z.int().nullable() }),
  /** The branch as it is after a pick, or the base that it starts from, is tested by itself. */
  event('ProbeAsked', { head: sha, candidate: candidate.nullable() }),
  event('BisectAsked', { check: z.string(), app: z.string() }),
  /** The pick that breaks a test; null where the test fails without any pick, or with all of them by the bump alone. */
  event('BreakFound', { check: z.string(), candidate: candidate.nullable(), head: sha, because }),
  event('ItemTicked', { tick: words.tick }),
  event('ItemUnticked', { checklist: z.enum(words.CHECKLISTS), item: z.string() }),
  event('GateOpened', { gate: z.enum(words.GATES), head: sha }),
  event('GateShut', { gate: z.enum(words.GATES), head: sha, missing: z.array(z.string()).readonly() }),
] as const

/** Who said go, to what. */
const approving = [
  event('PromptOpened', { prompt: words.promptKey, subject: words.subject }),
  event('PromptClosed', { prompt: words.promptKey, because }),
  event('ApprovalGiven', { prompt: words.promptKey, subject: words.subject, person }),
  event('ApprovalVoided', { prompt: words.promptKey, person, because }),
  event('NoGoGiven', { prompt: words.promptKey, because }),
] as const

/** §3.1, §3.2 and the GitHub release of §5.2. */
const publication = [
  event('NotesRequested', { head: sha }),
  event('NotesDrafted', { head: sha, notes: z.string(), text: z.string() }),
  event('NotesEdited', { notes: z.string(), text: z.string() }),
  event('TagRequested', { tag: z.string(), commit: sha, approvals: z.array(person).readonly() }),
  event('Tagged', { tag: z.string(), commit: sha }),
  event('ArtifactsStarted', { run: z.string() }),
  event('ArtifactVerified', { artifact: z.string(), digest: z.string() }),
  event('ArtifactsFailed', { run: z.string(), because }),
  event('PublishRequested', { subject: words.subject, approvals: z.array(person).readonly() }),
  event('Published', { url: z.string() }),
  event('ShippedTold', { candidate }),
  /** Rollback: production is back on an earlier version. */
  event('RolledBack', { to: z.string(), because }),
  /** The pull request that brings version and changelog back to main. */
  event('BackToMainShown', { pullRequest: z.int() }),
] as const

/** The whole release. */
const course = [
  event('Held', { because }),
  event('Resumed', {}),
  event('Aborted', { because }),
  /** The world said no to an effect: a ruleset, a missing permission, a plan that cannot be made. */
  event('StepFailed', { step: z.enum(words.STEPS), attempt: z.int(), what: because, next: because }),
  event('StepRetried', { step: z.enum(words.STEPS), attempt: z.int() }),
  event('PrereleaseRequested', {
    channel: z.enum(PRERELEASE_CHANNELS),
    version: z.string(),
    plan: z.string(),
    picks: z.array(candidate).readonly(),
  }),
  event('PromotionRequested', { version: z.string(), picks: z.array(candidate).readonly() }),
] as const

/**
 * What happened to a release, up to its publication (§1 to §3, and the GitHub release of §5.2). Stored for ever: types
 * are added, never edited, so that every history can be read by every later version.
 */
export const releaseEvent = z.discriminatedUnion('type', [
  ...opening,
  ...planning,
  ...branch,
  ...testing,
  ...approving,
  ...publication,
  ...course,
])
export type ReleaseEvent = z.output<typeof releaseEvent>
export type EventType = ReleaseEvent['type']
export type EventOf<T extends EventType> = Extract<ReleaseEvent, { type: T }>

/** Every type that this version knows. */
export const EVENT_TYPES: readonly EventType[] = releaseEvent.options.map(
  (option) => option.unwrap().shape.type.value,
)

export type ReadEvent =
  | { readonly kind: 'read'; readonly event: ReleaseEvent }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** A stored event, or why it cannot be read. A history with such an event is not worked on: it may say anything. */
export function readEvent(stored: unknown): ReadEvent {
  const read = releaseEvent.safeParse(stored)
  if (read.success) return { kind: 'read', event: read.data }

  const type = typeOf(stored)
  const what = EVENT_TYPES.some((known) => known === type)
    ? `A stored event \`${type}\` is not as this version knows it: ${read.error.issues[0]?.path.join('.') ?? ''} ${read.error.issues[0]?.message ?? ''}.`
    : `A stored event \`${type}\` is of a type that this version does not know: a newer version wrote it.`
  const next = 'Run the version of Release Captain that wrote it, or a newer one. Nothing was changed.'
  return { kind: 'refused', refusal: { kind: 'repository', what, next } }
}

function typeOf(stored: unknown): string {
  const typed = z.object({ type: z.string() }).safeParse(stored)
  return typed.success ? typed.data.type.slice(0, 60) : 'without a type'
}
