import type { Tag } from '../lines.ts'
import type { RoleName } from '../policy/roles.ts'
import type { RuleName } from '../process/criteria.ts'
import type { Emergency, PrereleaseChannel } from '../process/schedule.ts'
import type { RolledBackTags } from '../rollout/healthy-version.ts'
import type { BuildFailure, Cause, FailureReason } from './causes.ts'
import type { EmbargoCommands, EmbargoFacts } from './embargo/commands.ts'
import type { EmbargoTerms } from './embargo/words.ts'
import type { EventOf } from './events.ts'
import type { RolloutCommands, RolloutFacts } from './rollout/commands.ts'
import type { Terms } from './terms.ts'
import type { Asker, Person } from './who.ts'
import type {
  CheckRun,
  Flagged,
  Freeze,
  OutsideCommit,
  PinnedDay,
  Planned,
  PromptKey,
  RecordedAssessment,
  Selection,
  Tick,
  Track,
} from './words.ts'

/** What somebody wants. `at` is when they said it, in seconds since 1970, not when it was heard. */
interface Asked {
  readonly at: number
  readonly asker: Asker
}
/** A fact: what the bot learnt from outside, and when. */
interface Learnt {
  readonly at: number
}

type Candidate = { readonly candidate: string }
type Because = { readonly because: string }

/** What people say, each with what it means; the words themselves are read elsewhere. */
interface PersonCommands extends RolloutCommands, EmbargoCommands {
  /** `plan` or `cut` of a version that has no release yet (§1.1, §1.2). */
  readonly Open: {
    readonly repository: EventOf<'Opened'>['repository']
    readonly version: string
    readonly track: Track
    readonly emergency: Emergency | null
    readonly policy: EventOf<'Opened'>['policy']
    readonly terms: Terms
    /** All tags of the repository as they are now. */
    readonly tags: readonly Tag[]
    /** Lines that are locked after a rollback, each by the version that was rolled back. */
    readonly lockedLines: Readonly<Record<string, string>>
    /** Tags that were rolled back, each with the version that production went back to. */
    readonly rolledBack?: RolledBackTags
    /** Lines that are frozen now, each by its name. */
    readonly frozenLines?: Readonly<Record<string, Freeze>>
    readonly selection: Selection
    /** Whose turn it is to manage releases; null where the policy has no rota. */
    readonly manager?: Person | null
    /** For a release that is prepared where nobody sees it. */
    readonly embargo?: EmbargoTerms
    readonly goal: { readonly kind: 'plan' } | { readonly kind: 'cut'; readonly expects: string | null }
  }
  /** Raises or lowers the track of an open release. */
  readonly Track: Because & { readonly track: Track; readonly emergency: Emergency | null }
  readonly Plan: object
  /** `expects` is the digest of the plan that was looked at; null takes the plan as it is. */
  readonly Cut: { readonly expects: string | null }
  readonly Pick: Candidate
  readonly Drop: Candidate & Because
  readonly Defer: Candidate & Because
  /** `authors` are those of the change, as GitHub knows them: nobody overrules the criteria for a change of their own. */
  readonly Assess: Candidate & {
    readonly assessment: RecordedAssessment
    readonly authors?: readonly Person[]
  }
  /** §1.1: what nobody could know of changes of the plan. Null for all of them, and all that is unknown of each. */
  readonly Confirm: {
    readonly changes: readonly string[] | null
    readonly rules: readonly RuleName[] | null
    /** The plan that was looked at; null where that isn't known. */
    readonly plan: string | null
  }
  readonly Except: Candidate & Because & { readonly until: string; readonly authors?: readonly Person[] }
  readonly Prerelease: { readonly channel: PrereleaseChannel; readonly tags: readonly Tag[] }
  readonly Notes: object
  /** Somebody edited them; `notes` is the digest of the text. */
  /** `from` is the digest of the notes that were edited; null where that isn't known. */
  readonly EditNotes: { readonly notes: string; readonly text: string; readonly from: string | null }
  readonly Check: {
    readonly item: string
    readonly as: Tick['as'] | 'undone'
    readonly evidence: string | null
  }
  /**
   * `saw` is the prompt whose button was pressed, or which stood on GitHub when a comment was written; null where that
   * cannot be told, and then the time of the go tells.
   */
  readonly Go: { readonly saw: PromptKey | 'nothing' | null }
  /** `saw` as with a go: a no to what is not asked any more is none. */
  readonly NoGo: Because & { readonly saw: PromptKey | null }
  readonly Hold: Because
  /** `accepts` names a commit that came onto the release branch another way: its first digits. */
  readonly Resume: { readonly accepts?: string | null }
  readonly Retry: { readonly what: string }
  /** Finds the pick that breaks a test which fails on the head. */
  readonly Bisect: object
  readonly Promote: { readonly tags: readonly Tag[] }
  readonly Publish: object
  readonly Abort: Because
  /** Manual Rollback: somebody put production back on an earlier version, and all have to know. */
  readonly RolledBack: Because & { readonly to: string }
  /** Takes a later config over: the only way in which a pinned policy changes. */
  readonly TakePolicy: { readonly policy: EventOf<'Opened'>['policy']; readonly terms: Terms }
}

/** How a release opens by itself: as a person opens it, and on whose turn. */
type OpeningByItself = Omit<PersonCommands['Open'], 'goal'> & {
  /** The day that it opens for; null for an emergency. */
  readonly day: PinnedDay | null
  /** The change that can't wait; null on a release day. */
  readonly alarm: Alarm | null
}

/** A change that can't wait, and why in a sentence (Emergency Releases). */
export interface Alarm {
  readonly candidate: string
  readonly emergency: Emergency
  readonly because: string
}

/** Facts. `answers` is the key of the effect that a fact is the answer to: an answer to an older question is no news. */
interface Facts extends RolloutFacts, EmbargoFacts {
  /** Main moved, a label was set, a review came: another plan would come out than the one on record. */
  readonly CandidatesChanged: object
  /** Tags of its line that were rolled back since it opened, and the base that it has without them. */
  readonly BaseRolledBack: Pick<EventOf<'BaseRolledBack'>, 'base' | 'passedOver' | 'previous'>
  /** The calendar or an emergency opens a release. */
  readonly ReleaseDue: OpeningByItself
  /** A release of before the App was there. */
  readonly PastReleaseFound: Omit<EventOf<'Imported'>, 'type' | 'at' | 'by'>
  /** Somebody froze its line, or ended the freeze: then it is null. */
  readonly LineFreezeChanged: { readonly freeze: Freeze | null; readonly by: Person }
  /** The day of a release that is open already. */
  readonly ReleaseDayCame: { readonly day: PinnedDay }
  /** A change that can't wait is a candidate of a release that is open already. */
  readonly EmergencySeen: Alarm
  readonly PlanMade: { readonly answers: string; readonly plan: Planned }
  readonly BranchBuilt: {
    readonly answers: string
    readonly head: string
    readonly outcomes: readonly PickReport[]
  }
  readonly VersionBumped: { readonly answers: string; readonly head: string }
  readonly NotesDrafted: { readonly answers: string; readonly notes: string; readonly text: string }
  /** The world said no, for good: retrying by itself would not help. */
  readonly StepRefused: { readonly answers: string; readonly reason: FailureReason }
  /** The same to what no step waits for. */
  readonly EffectRefused: {
    readonly effect: string
    readonly what: string
    readonly next: string
    readonly askedBy: Person | null
    readonly rerun: string | null
  }
  readonly IssueSeen: { readonly issue: number }
  readonly IssueClosed: object
  readonly ConflictPullRequestSeen: Candidate & { readonly pullRequest: number }
  /** `foreign`: the branch stands on a commit by which no conflict was merged. */
  readonly ConflictMerged: Candidate & {
    readonly head: string
    readonly author: Person
    readonly foreign: boolean
    /** How many lines of its patch are others than of the change on main; null where nobody could tell. */
    readonly differs?: number | null
  }
  /**
   * Merged with conflict markers in it, or with files without markers that nobody decided about, whoever got round the
   * draft: no pick, and for people to mend.
   */
  readonly UnresolvedMerged: Candidate & {
    readonly head: string
    readonly marked: readonly string[]
    readonly undecided: readonly string[]
  }
  /** Resolved, and a commit with its markers stays on the branch: GitHub doesn't let us replace it. */
  readonly MarkersStay: Candidate & { readonly head: string }
  /** Where the release branch is; null where it is gone. */
  readonly BranchSeen: { readonly head: string | null }
  /** Who has commits on the release branch besides us, as far as GitHub knows their accounts. */
  /** Who wrote, committed or pushed what is on the branch besides ours; `unknown` where someone else may have. */
  readonly HandsSeen: {
    readonly head: string
    readonly people: readonly Person[]
    readonly unknown?: boolean | undefined
  }
  /** §1.1: everything that came onto the branch another way since it was built, as it is at that head. */
  readonly OutsideCommitsJudged: { readonly head: string; readonly commits: readonly OutsideCommit[] }
  /** What main has done since to changes that are taken; those of which there is nothing to say are not in it. */
  readonly FlagsSeen: { readonly flags: readonly Flagged[] }
  readonly PullRequestSeen: { readonly pullRequest: number; readonly head: string }
  readonly PullRequestClosed: { readonly outcome: 'merged' | 'closed' }
  readonly CheckSeen: CheckRun
  readonly TagSeen: {
    readonly tag: string
    readonly commit: string
    readonly signature: 'as-required' | 'missing' | 'unknown'
  }
  readonly ArtifactsStarted: { readonly run: string }
  readonly ArtifactSeen: { readonly artifact: string; readonly digest: string }
  readonly ArtifactsFailed: { readonly run: string; readonly because: string | BuildFailure }
  readonly ReleaseSeen: { readonly tag: string; readonly url: string }
  readonly ShippedTold: Candidate
  /** The text of the GitHub release as it stands, without our mark. */
  readonly ReleaseTextSeen: { readonly notes: string; readonly text: string }
  readonly BackToMainSeen: { readonly pullRequest: number }
  /** Somebody lost a right that they had when they said go. */
  readonly StandingLost: {
    readonly person: Person
    readonly how: Extract<Cause, { code: 'right-lost' }>['how']
  }
}

/** What became of one pick when the branch was built (§1.2). */
export type PickReport =
  | { readonly candidate: string; readonly kind: 'empty' }
  /** `at` is where the branch is after this pick. */
  | { readonly candidate: string; readonly kind: 'clean'; readonly at: string }
  | {
      readonly candidate: string
      readonly kind: 'conflict'
      readonly commit: string
      readonly files: readonly string[]
    }

export type AskedOf<T extends keyof PersonCommands> = {
  [K in T]: { readonly type: K } & Asked & PersonCommands[K]
}[T]
export type FactOf<T extends keyof Facts> = { [K in T]: { readonly type: K } & Learnt & Facts[K] }[T]

/** What a person wants of a release. */
export type PersonCommand = AskedOf<keyof PersonCommands>
/** What was learnt from outside. */
export type Fact = FactOf<keyof Facts>
export type Command = PersonCommand | Fact

/** Each command names its role (design, law 6); opening a release needs that of what it is opened for. Reading (`status`, `why`, `explain`, `help`) takes none. */
export const ROLE_OF: Readonly<Record<Exclude<PersonCommand['type'], 'Open'>, RoleName>> = {
  Track: 'contributor',
  Plan: 'contributor',
  Cut: 'captain',
  Pick: 'captain',
  Drop: 'captain',
  Defer: 'captain',
  Assess: 'contributor',
  Confirm: 'contributor',
  Except: 'approver',
  Prerelease: 'captain',
  Notes: 'captain',
  EditNotes: 'captain',
  Check: 'contributor',
  Go: 'approver',
  NoGo: 'approver',
  Hold: 'contributor',
  Resume: 'captain',
  Retry: 'captain',
  Bisect: 'captain',
  Promote: 'captain',
  Publish: 'captain',
  Abort: 'captain',
  RolledBack: 'captain',
  TakePolicy: 'approver',
  Extend: 'contributor',
  SkipSoak: 'approver',
  Continue: 'captain',
  Rollback: 'captain',
  UnlockLine: 'captain',
  Deploy: 'captain',
  Drill: 'captain',
  AcknowledgeOnCall: 'contributor',
  Close: 'captain',
  Disclose: 'security',
  RegisterCve: 'security',
  DraftAdvisory: 'security',
  NameFaultyCommit: 'security',
}
