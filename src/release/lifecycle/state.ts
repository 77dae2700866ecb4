import type { GatePoint } from '../process/phases.ts'
import type { Because, FailureReason } from './causes.ts'
import type { Embargo } from './embargo/state.ts'
import type { EventOf } from './events.ts'
import type { Rollout } from './rollout/state.ts'
import type { Person } from './who.ts'
import type {
  CheckRun,
  Freeze,
  ImportedRelease,
  OutsideCommit,
  PinnedDay,
  Planned,
  PromptKey,
  Selection,
  Step,
  Subject,
  Tick,
} from './words.ts'

/** What was settled when a release opened. `policy` and `terms` change by a command alone (design, law 5). */
export type About = Omit<EventOf<'Opened'>, 'type' | 'by' | 'at' | 'selection' | 'kind'> & {
  /** `minor` for the first of its line, which is only ever imported. */
  readonly kind: EventOf<'Opened' | 'Imported'>['kind']
  readonly openedAt: number
  /** Who asked for it; null where nobody did: a schedule, or the release that this one follows. */
  readonly requester: Person | null
}

/** Whether a release goes on by itself. */
export type Flow =
  | { readonly kind: 'going' }
  | { readonly kind: 'held'; readonly because: Because; readonly by: Person | null; readonly at: number }

/** What the world refused last, until somebody retries it. */
export type StepFailure =
  | { readonly kind: 'none' }
  | { readonly kind: 'step-failed'; readonly step: Step; readonly reason: FailureReason }

/** What is true of a release in every phase. */
export interface Ledger {
  readonly about: About
  /** How many events made this state: the expected version of the next append. */
  readonly events: number
  readonly flow: Flow
  readonly trouble: StepFailure
  /** The number of the event that asked the world last: the key of what is awaited has it. */
  readonly asked: number
  /** When that was. */
  readonly askedAt: number
  /** Retries so far. */
  readonly attempts: number
  /** When the last of them was, in seconds since 1970; 0 before. */
  readonly retriedAt: number
  /** Questions so far, for their keys. */
  readonly prompts: number
  /** Where GitHub shows it; null while it does not. */
  readonly shown: {
    readonly issue: number | null
    readonly pullRequest: number | null
    readonly backToMain: number | null
  }
  /** The newest run of each required check on each commit. */
  readonly checks: readonly CheckRun[]
  /** Commits of the branch that were sent to be tested by themselves, the newest last. */
  readonly probes: readonly string[]
  /** The test whose breaking pick is looked for. */
  readonly bisect: { readonly check: string; readonly app: string } | null
  /** Picks that were found to break a test. */
  readonly breaks: readonly EventOf<'BreakFound'>[]
  /** Runs that were asked to run again, as `check@head#run`. */
  readonly reruns: readonly string[]
  /** `at` is when it was ticked, in seconds since 1970. */
  readonly ticks: readonly (Tick & { readonly at: number })[]
  /** Lines of checklists that were proved, and need nobody's word. */
  readonly proofs: readonly EventOf<'ItemProved'>[]
  /** The deployment, and what comes after it. */
  readonly rollout: Rollout
  /** Every go that was ever given, the newest last; those that still count stand where they are asked for. */
  readonly goes: readonly EventOf<'ApprovalGiven'>[]
  readonly assessments: readonly EventOf<'Assessed'>[]
  readonly exceptions: readonly EventOf<'Excepted'>[]
  /** The day of the calendar that it is for; null before that day, and of one that somebody opened for no day. */
  readonly day: PinnedDay | null
  /** The changes that made it an emergency. */
  readonly emergencies: readonly EventOf<'EmergencyDeclared'>[]
  /** Where lines of checklists were skipped on record, besides at a gate that opened. */
  readonly skippedAt: readonly GatePoint[]
  /** What people answered for, where nobody could know. */
  readonly confirmations: readonly EventOf<'UnknownsConfirmed'>[]
  /** Who has commits of their own on the release branch; nobody on one that is built anew. */
  readonly hands: OutsideHands
  /** The head that came onto the release branch another way, until somebody accepts it by name; null for none. */
  readonly unaccepted: string | null
  /** What came onto it another way, judged as picks are; `head` is where the branch was then, null while more waits to be judged. */
  readonly outside: { readonly head: string | null; readonly commits: readonly OutsideCommit[] }
  /** The freeze of its line; null where there is none. One that is over counts no more. */
  readonly frozen: Freeze | null
  /** What people left out, and why. */
  readonly left: readonly EventOf<'PickDropped' | 'PickDeferred'>[]
  /** Where and when it is disclosed; null for a release that is in the open. */
  readonly embargo: Embargo | null
  /** Whether it was opened as a security release, of which nobody but the security team hears before it is out. */
  readonly isConfidential: boolean
  /** The security fixes of the last plan: changes by their ids, what the line has already by its commits. */
  readonly securityFixes: readonly string[]
  /** Those that the security team said are none, when it lowered the track. */
  readonly clearedFixes: readonly string[]
  /** Prereleases and stable releases that were asked for from here. */
  readonly followers: readonly string[]
}

/** The people behind what others than the App put on the release branch since it was built. */
export interface OutsideHands {
  /** On which head they were seen; null while that is to be looked up. */
  readonly head: string | null
  readonly people: readonly Person[]
  /** Whether somebody else may be behind it, whom GitHub doesn't know. */
  readonly unknown: boolean
  /** Whether anybody put anything there. */
  readonly moved: boolean
  /** Who let the release go on since: they answer for what nobody is known to have written. */
  readonly resumers: readonly Person[]
}

/** Whether the branch was asked for; `expects` is the digest of the plan that was looked at. */
export type CutAsk =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asked'; readonly by: Person | null; readonly expects: string | null }

/** What becomes of a planned pick on the release branch. */
export type PickState =
  | { readonly kind: 'waiting' }
  /** `commit` is where the branch is after it; null for a pick that changed nothing. */
  | { readonly kind: 'applied'; readonly outcome: 'clean' | 'empty'; readonly commit: string | null }
  | {
      readonly kind: 'conflict'
      readonly commit: string
      readonly files: readonly string[]
      readonly pullRequest: number | null
    }
  | {
      readonly kind: 'resolved'
      readonly author: Person
      readonly commit: string
      /** Where it was resolved; null in older histories. */
      readonly pullRequest: number | null
      /** How many lines of its patch are others than of the change on main; null where nobody looked. */
      readonly differs: number | null
    }

export interface Pick {
  readonly candidate: string
  readonly became: PickState
}

/** A go/no-go question, and who answered it with go. */
export type QuestionState =
  | { readonly kind: 'to-ask' }
  | {
      readonly kind: 'open'
      readonly prompt: PromptKey
      readonly subject: Subject
      readonly openedAt: number
      readonly approvals: readonly Person[]
    }

/** A planned release: what is taken, and who asked for the branch. */
interface Cutting {
  readonly plan: Planned
  readonly selection: Selection
  readonly cut: CutAsk
}

/** A release with a branch. */
export interface Built {
  readonly plan: Planned
  readonly picks: readonly Pick[]
  readonly head: string
}

/** A release with notes; `notes` is the digest of their text, which is Markdown (§3.1). */
interface DraftedNotes extends Built {
  readonly notes: string
  readonly text: string
}

export interface Artifact {
  readonly artifact: string
  readonly digest: string
}

/** A release whose tag stands; `tagged` is who approved exactly that commit (§3.2). */
export interface TagStands extends DraftedNotes {
  readonly tagApprovals: readonly Person[]
  readonly artifacts: readonly Artifact[]
}

/** Where an open release is: the phase of the process, the step in it, and exactly what is true there. */
export type Place =
  | {
      readonly phase: 'preparation'
      readonly step: 'planning'
      readonly selection: Selection
      readonly main: string | null
      readonly cut: CutAsk
    }
  | ({ readonly phase: 'preparation'; readonly step: 'planned' } & Cutting)
  | ({
      readonly phase: 'preparation'
      readonly step: 'asking-to-cut'
      readonly question: QuestionState
    } & Cutting)
  | {
      readonly phase: 'preparation'
      readonly step: 'picking'
      readonly plan: Planned
      readonly picks: readonly Pick[]
      /** Null until the branch is pushed. */
      readonly head: string | null
    }
  | ({ readonly phase: 'preparation'; readonly step: 'bumping' | 'proposing' } & Built)
  | ({ readonly phase: 'testing'; readonly step: 'testing' } & Built)
  | ({ readonly phase: 'release-preparation'; readonly step: 'drafting' } & Built)
  | ({
      readonly phase: 'release-preparation'
      readonly step: 'asking-to-tag'
      readonly question: QuestionState
    } & DraftedNotes)
  | ({
      readonly phase: 'release-preparation'
      readonly step: 'tagging'
      readonly tagApprovals: readonly Person[]
    } & DraftedNotes)
  | ({
      readonly phase: 'release-preparation'
      readonly step: 'building'
      readonly run: string | null
    } & TagStands)
  /** A service is published after it is deployed: where the deployment is, the ledger says. */
  | ({ readonly phase: 'deployment'; readonly step: 'delivering' } & TagStands)
  | ({
      readonly phase: 'release-preparation'
      readonly step: 'asking-to-publish'
      readonly question: QuestionState
    } & TagStands)
  | ({ readonly phase: 'release-preparation'; readonly step: 'publishing' } & TagStands)

export type PlaceAt<S extends Place['step']> = Extract<Place, { step: S }>

export interface OpenRelease {
  readonly status: 'open'
  readonly ledger: Ledger
  readonly place: Place
}

export interface PublishedRelease {
  readonly status: 'published'
  readonly ledger: Ledger
  readonly url: string
  readonly release: TagStands
  /** Candidates whose people were told that it shipped. */
  readonly told: readonly string[]
  /** Null while it stands in production, or on its way there. */
  readonly rolledBack: { readonly to: string; readonly because: Because; readonly at: number } | null
  /** What an imported release was; null for one that the App made. */
  readonly imported: ImportedRelease | null
}

export interface AbortedRelease {
  readonly status: 'aborted'
  readonly ledger: Ledger
  readonly because: string
  /** Null where nobody did it. */
  readonly by: Person | null
  readonly at: number
  /** Whether the version is spent: its tag may be out, and no version is cut twice. */
  readonly spent: boolean
}

/** A release as its events say it is. */
export type Release = { readonly status: 'unopened' } | OpenRelease | PublishedRelease | AbortedRelease

/** Before the first event. */
export const UNOPENED: Release = { status: 'unopened' }
