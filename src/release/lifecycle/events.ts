import { z } from 'zod'
import { RULE_NAMES } from '../process/criteria.ts'
import { GATE_POINTS } from '../process/phases.ts'
import { EMERGENCIES, PRERELEASE_CHANNELS } from '../process/schedule.ts'
import {
  becauseSchema,
  buildFailureSchema,
  cutDeclineSchema,
  type FailureReason,
  failureReasonSchema,
} from './causes.ts'
import { EMBARGO_EVENTS } from './embargo/events.ts'
import { embargoTermsSchema } from './embargo/words.ts'
import { defineEvent } from './event-shape.ts'
import { ROLLOUT_EVENTS } from './rollout/events.ts'
import { missing } from './rules/missing.ts'
import { termsSchema } from './terms.ts'
import { personSchema } from './who.ts'
import * as words from './words.ts'

const sha = z.string().min(1)
const because = z.string().min(1)
const candidate = words.candidateIdSchema

const pinned = z.strictObject({ digest: z.string(), commit: sha.nullable() }).readonly()

const baseSchema = z.strictObject({ tag: z.string(), commit: sha }).readonly()

/** Left out where nothing of the line was rolled back since its base. */
const afterRollback = {
  /** The tags that were rolled back, after the base. */
  passedOver: z.array(z.string()).readonly().optional(),
  /** The version that production went back to, where it isn't the base. */
  previous: z.string().optional(),
}

const opening = [
  defineEvent('Opened', {
    /** The id stays when a repository is renamed. */
    repository: z.strictObject({ id: z.int(), name: z.string() }).readonly(),
    version: z.string(),
    tag: z.string(),
    line: z.string(),
    base: baseSchema,
    kind: z.enum(['patch', 'prerelease']),
    track: z.enum(words.TRACKS),
    /** Emergency Releases: what for; null on the other tracks. */
    emergency: z.enum(EMERGENCIES).nullable(),
    policy: pinned,
    terms: termsSchema,
    selection: words.selectionSchema,
    /** Whose turn it is to manage releases; null or left out where the policy has no rota. */
    manager: personSchema.nullable().optional(),
    /** Where it is disclosed, and its advisory; left out where nothing is embargoed. */
    embargo: embargoTermsSchema.optional(),
    ...afterRollback,
  }),
  /** A release of before the App was there, as tags and GitHub show it. It is published, and nothing follows from it. */
  defineEvent('Imported', {
    repository: z.strictObject({ id: z.int(), name: z.string() }).readonly(),
    version: z.string(),
    tag: z.string(),
    line: z.string(),
    base: baseSchema,
    /** `minor` for the first of its line. */
    kind: z.enum(['patch', 'prerelease', 'minor']),
    policy: pinned,
    terms: termsSchema,
    release: words.importedReleaseSchema,
  }),
  defineEvent('IssueShown', { issue: z.int() }),
  /** The tag that it started from was rolled back while it was prepared: it starts from the last good one. */
  defineEvent('BaseRolledBack', { base: baseSchema, ...afterRollback }),
  defineEvent('PolicyTaken', { policy: pinned, terms: termsSchema }),
  /** Raised when more is known, or lowered by the security team. */
  defineEvent('TrackChanged', {
    track: z.enum(words.TRACKS),
    emergency: z.enum(EMERGENCIES).nullable(),
    because,
  }),
] as const

/** §1.1 and §1.2: what is taken. */
const planning = [
  /** `main` is null for main as it is now. */
  defineEvent('PlanRequested', { selection: words.selectionSchema, main: sha.nullable() }),
  defineEvent('Planned', { plan: words.plannedSchema }),
  defineEvent('CutRequested', { expects: z.string().nullable() }),
  /** The line is frozen: the branch isn't made before that is over, or somebody ends it. */
  defineEvent('CutFrozen', { freeze: words.freezeSchema }),
  defineEvent('CutUnfrozen', {}),
  /** Older histories have it in words, with `next`. */
  defineEvent('CutDeclined', { because: z.union([because, cutDeclineSchema]), next: because.optional() }),
  defineEvent('BuildRequested', { plan: z.string() }),
  defineEvent('PickRequested', { candidate }),
  defineEvent('PickDropped', { candidate, because }),
  defineEvent('PickDeferred', { candidate, because: becauseSchema }),
  defineEvent('Assessed', { candidate, assessment: words.assessmentSchema }),
  defineEvent('Excepted', { candidate, because, until: z.iso.date() }),
  /** §1.1: a person answers for what nobody could know. */
  defineEvent('UnknownsConfirmed', { candidate, rules: z.array(z.enum(RULE_NAMES)).readonly() }),
] as const

/** Release Schedule: a release and its day. */
const schedule = [
  defineEvent('ReleaseDayCame', { day: words.releaseDaySchema }),
  /** A change that can't wait makes the release an emergency, and who is on call is told. */
  defineEvent('EmergencyDeclared', { candidate, emergency: z.enum(EMERGENCIES), because: z.string() }),
] as const

/** §1.2 and §1.3: what became of it. */
const branch = [
  defineEvent('PickApplied', { candidate, outcome: z.enum(['clean', 'empty']), commit: sha.nullable() }),
  defineEvent('PickConflicted', { candidate, commit: sha, files: z.array(z.string()).readonly() }),
  defineEvent('ConflictShown', { candidate, pullRequest: z.int() }),
  /** `foreign`: the branch stands on a commit by which no conflict was merged, so that somebody has to accept it. */
  defineEvent('PickResolved', {
    candidate,
    head: sha,
    author: personSchema,
    foreign: z.literal(true).optional(),
    pullRequest: z.int().optional(),
    /** How many lines of its patch are others than of the change on main; none where they are the same. */
    differs: z.int().optional(),
  }),
  defineEvent('BranchPushed', { plan: z.string(), head: sha }),
  defineEvent('BranchMoved', { head: sha, from: sha }),
  /** Who has commits of their own on the release branch: all of them, as it is at that head. */
  /** `unknown`: GitHub doesn't know who wrote or pushed all of it. Records from before that was asked lack it. */
  defineEvent('HandsSeen', {
    head: sha,
    people: z.array(personSchema).readonly(),
    unknown: z.boolean().optional(),
  }),
  /** Everything that came onto the branch another way since it was built, judged as picks are. */
  defineEvent('OutsideCommitsJudged', {
    head: sha,
    commits: z.array(words.outsideCommitSchema).readonly(),
  }),
  /** What main has done since to what is taken: all of it now, and the sentences of it that are new. */
  defineEvent('FlagsSeen', {
    flags: z.array(words.flaggedSchema).readonly(),
    news: z.array(z.string()).readonly(),
  }),
  defineEvent('BumpRequested', { on: sha }),
  defineEvent('Bumped', { on: sha, head: sha }),
  defineEvent('PullRequestShown', { pullRequest: z.int(), head: sha }),
] as const

/** §2.1 and §2.2. */
const testing = [
  defineEvent('CheckSeen', words.checkRunSchema.unwrap().shape),
  /** A required test of the whole branch ended, and not well: people are told at once. */
  defineEvent('TestFailed', {
    check: z.string(),
    head: sha,
    conclusion: z.enum(words.CONCLUSIONS),
    url: z.string().nullable(),
  }),
  defineEvent('TestRetryAsked', { check: z.string(), head: sha, run: z.int().nullable() }),
  /** The branch as it is after a pick, or the base that it starts from, is tested by itself. */
  defineEvent('ProbeAsked', { head: sha, candidate: candidate.nullable() }),
  defineEvent('BisectAsked', { check: z.string(), app: z.string() }),
  /** The pick that breaks a test; null where the test fails without any pick, or with all of them by the bump alone. */
  defineEvent('BreakFound', {
    check: z.string(),
    candidate: candidate.nullable(),
    head: sha,
    because: becauseSchema,
  }),
  defineEvent('ItemTicked', { tick: words.tickSchema }),
  defineEvent('ItemUnticked', { checklist: words.checklistName, item: z.string() }),
  /** All gates at a point of the course are open, and the release goes on. */
  defineEvent('GateOpened', {
    gate: z.enum(GATE_POINTS),
    head: sha,
    /** Lines of checklists that an emergency went without; left out where it was none. */
    skipped: z.array(z.string()).readonly().optional(),
  }),
  /** Lines of checklists at a point of the course that an emergency goes without, where no gate opens on record. */
  defineEvent('ItemsSkipped', { gate: z.enum(GATE_POINTS), items: z.array(z.string()).readonly() }),
  /** What is missing again; older histories have it in words. */
  defineEvent('GateShut', {
    gate: z.enum(GATE_POINTS),
    head: sha,
    missing: z.array(z.union([z.string(), missing])).readonly(),
  }),
] as const

/** Who said go, to what. */
const approving = [
  defineEvent('PromptOpened', { prompt: words.promptKeySchema, subject: words.subjectSchema }),
  defineEvent('PromptClosed', { prompt: words.promptKeySchema, because: becauseSchema }),
  defineEvent('ApprovalGiven', {
    prompt: words.promptKeySchema,
    subject: words.subjectSchema,
    person: personSchema,
  }),
  defineEvent('ApprovalVoided', {
    prompt: words.promptKeySchema,
    person: personSchema,
    because: becauseSchema,
  }),
  defineEvent('NoGoGiven', { prompt: words.promptKeySchema, because }),
] as const

/** §3.1, §3.2 and the GitHub release of §5.2. */
const publication = [
  defineEvent('NotesRequested', { head: sha }),
  defineEvent('NotesDrafted', { head: sha, notes: z.string(), text: z.string() }),
  defineEvent('NotesEdited', { notes: z.string(), text: z.string() }),
  defineEvent('TagRequested', { tag: z.string(), commit: sha, approvals: z.array(personSchema).readonly() }),
  defineEvent('Tagged', { tag: z.string(), commit: sha }),
  defineEvent('ArtifactsStarted', { run: z.string() }),
  defineEvent('ArtifactVerified', { artifact: z.string(), digest: z.string() }),
  defineEvent('ArtifactsFailed', { run: z.string(), because: z.union([because, buildFailureSchema]) }),
  defineEvent('PublishRequested', {
    subject: words.subjectSchema,
    approvals: z.array(personSchema).readonly(),
  }),
  defineEvent('Published', { url: z.string() }),
  defineEvent('ShippedTold', { candidate }),
  /** Rollback: production is back on an earlier version. */
  defineEvent('RolledBack', { to: z.string(), because: becauseSchema }),
  /** The pull request that brings version and changelog back to main. */
  defineEvent('BackToMainShown', { pullRequest: z.int() }),
] as const

/** The whole release. */
const course = [
  defineEvent('Held', { because: becauseSchema }),
  /** `accepts` is the commit that somebody else put on the branch, where there was one; older histories accept it silently. */
  defineEvent('Resumed', { accepts: sha.optional() }),
  defineEvent('Aborted', { because }),
  /** The world said no to an effect: a ruleset, a missing permission, a plan that cannot be made. */
  defineEvent('StepFailed', {
    step: z.enum(words.STEPS),
    attempt: z.int(),
    reason: failureReasonSchema.optional(),
    /** Older histories have it in words: `what` and `next` in place of a reason. */
    what: because.optional(),
    next: because.optional(),
  }),
  /** The world said no to what no step waits for: a test that was to run again, a probe, a pull request. */
  defineEvent('EffectRefused', {
    effect: z.string(),
    what: because,
    next: because,
    /** Who asked for it; null where nobody did. */
    askedBy: personSchema.nullable(),
    /** Which run of a test was to run again; null for any other effect. */
    rerun: z.string().nullable(),
  }),
  defineEvent('StepRetried', { step: z.enum(words.STEPS), attempt: z.int() }),
  defineEvent('PrereleaseRequested', {
    channel: z.enum(PRERELEASE_CHANNELS),
    version: z.string(),
    plan: z.string(),
    picks: z.array(candidate).readonly(),
  }),
  defineEvent('PromotionRequested', { version: z.string(), picks: z.array(candidate).readonly() }),
] as const

/**
 * What happened to a release, up to its publication (§1 to §3, and the GitHub release of §5.2). Stored for ever: types
 * are added, never edited, so that every history can be read by every later version.
 */
export const releaseEventSchema = z.discriminatedUnion('type', [
  ...opening,
  ...planning,
  ...schedule,
  ...branch,
  ...testing,
  ...approving,
  ...publication,
  ...course,
  ...ROLLOUT_EVENTS,
  ...EMBARGO_EVENTS,
])
export type ReleaseEvent = z.output<typeof releaseEventSchema>
export type EventType = ReleaseEvent['type']
export type EventOf<T extends EventType> = Extract<ReleaseEvent, { type: T }>

/** Every type that this version knows. */
export const EVENT_TYPES: readonly EventType[] = releaseEventSchema.options.map(
  (option) => option.unwrap().shape.type.value,
)

/** Why a step failed, also where an older history has it in words. */
export function getFailureReason({ reason, what, next }: EventOf<'StepFailed'>): FailureReason {
  return reason ?? { what: what ?? 'It failed.', next: next ?? 'Try it again.' }
}
