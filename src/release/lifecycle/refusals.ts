import type { VerdictKind } from '../planning/verdict.ts'
import type { RoleName } from '../policy/roles.ts'
import type { PrereleaseChannel } from '../process/schedule.ts'
import type { Refusal } from '../refusal.ts'
import type { VersionRefusal } from '../versions/refusals.ts'
import type { Because } from './causes.ts'
import type { VoidApprovalReason } from './rules/approvals.ts'
import type { Missing } from './rules/missing.ts'
import type { RoleTerm } from './terms.ts'
import type { Freeze, Step, Track } from './words.ts'

type Version = { readonly version: string }
type Held = Version & { readonly because: Because }
type Candidate = { readonly candidate: string }
type Check = { readonly check: string }
type Environment = { readonly environment: string }

/** Who asks: by the roles of the policy. `login` is a name on GitHub. */
interface RoleRefusals {
  readonly 'lacks-role': { readonly login: string; readonly role: RoleName; readonly needs: RoleTerm }
  readonly 'lacks-gate-role': { readonly login: string; readonly gate: string; readonly needs: RoleTerm }
  readonly 'is-bot': { readonly login: string }
  readonly 'rights-unknown': { readonly login: string }
}

/** Whether there is a release, and whether it goes on. */
interface CourseRefusals {
  readonly 'not-opened': object
  readonly 'opened-already': Version & { readonly issue: number | null }
  readonly 'ended-already': Version & { readonly status: 'aborted' | 'published' }
  readonly 'emergency-unnamed': object
  readonly 'not-an-emergency': { readonly track: Track }
  /** `lockedBy` is the version that was rolled back. */
  readonly 'track-unchanged': Version & { readonly track: Track }
  /** Nobody answers for the review of a security fix that they wrote themselves. */
  readonly 'own-fix': { readonly login: string; readonly item: string }
  /** `over` is when it ends, in seconds since 1970. */
  readonly 'line-frozen': { readonly line: string } & Freeze
  readonly 'line-locked': { readonly line: string; readonly lockedBy: string }
  readonly aborted: Version & { readonly because: string; readonly spent: boolean }
  readonly published: Version
  readonly held: Held
  readonly 'held-already': Held
  readonly 'not-held': Version
  /** Someone else's commit is on the release branch, and nobody accepted it by name. */
  readonly 'not-accepted': { readonly head: string }
  /** They wait to be judged. */
  readonly 'commits-not-judged': { readonly head: string }
  /** §1.1: the criteria keep one of them out. */
  readonly 'commit-not-eligible': Candidate & { readonly commit: string; readonly verdict: VerdictKind }
  readonly 'commit-has-markers': { readonly commit: string }
  readonly 'own-commits': { readonly head: string }
  readonly 'in-production': Version
  readonly 'no-question': Version
  readonly 'question-changed': { readonly answer: 'go' | 'no-go' }
  readonly 'go-not-counted': {
    readonly login: string
    readonly reason: VoidApprovalReason
    readonly needed: number
  }
}

/** §1.1 and §1.2: what is taken. */
interface PreparationRefusals {
  readonly 'tag-requested': { readonly tag: string }
  readonly 'other-plan-cut': Version
  readonly 'other-plan-expected': object
  readonly 'planned-already': Candidate
  readonly 'not-planned': Candidate
  readonly 'exception-out-of-range': { readonly until: string; readonly days: number }
  readonly 'policy-unchanged': object
  /** The two-person rule of the criteria: nobody overrules them for a change of their own. */
  readonly 'own-change': Candidate & { readonly command: 'Assess' | 'Except' | 'Confirm' }
  readonly 'plan-in-progress': object
  /** `plan` is the plan that there is now. */
  readonly 'other-plan-shown': { readonly plan: string }
}

/** §2.1 and §2.2: tests and checklists. */
interface TestingRefusals {
  readonly 'not-testing': object
  readonly 'no-failed-test': { readonly head: string }
  readonly 'no-checklist': object
  readonly 'unknown-item': { readonly item: string; readonly known: readonly string[] }
  readonly 'item-applies': { readonly item: string; readonly text: string }
  readonly 'step-running': { readonly step: Step }
  readonly 'not-retryable': { readonly what: string; readonly known: readonly string[] }
  readonly 'no-head-to-test': Check
  readonly 'test-green': Check
  readonly 'test-running': Check
}

/** §3.1, §3.2, Pre-release Versions and Manual Rollback. */
interface PublicationRefusals {
  readonly 'notes-settled': object
  readonly 'notes-not-due': object
  readonly 'no-notes': object
  readonly 'notes-publishing': object
  readonly 'notes-changed': object
  readonly 'not-built': Version & { readonly missing: readonly Missing[] }
  readonly delivering: Version
  readonly 'not-tagged': Version
  readonly 'publication-gate-shut': Version
  readonly 'approvals-missing': Version & { readonly needed: number }
  readonly 'is-prerelease': Version
  readonly 'no-plan': object
  readonly 'other-version-next': Version & {
    readonly channel: PrereleaseChannel
    readonly line: string
    readonly next: string
  }
  readonly 'follower-open': Version
  readonly 'not-published': Version
  readonly 'back-to-itself': Version
  readonly 'rolled-back': Held & { readonly to: string }
  readonly 'is-stable': Version
  readonly 'prerelease-not-published': Version
}

/** Embargo Period. */
interface EmbargoRefusals {
  readonly embargoed: Version
  readonly 'not-embargoed': Version
  readonly 'advisory-missing': Version
  readonly disclosing: Version
  readonly 'disclosure-in-past': Version
  readonly 'no-disclosure': Version
  /** `on` is a local time that the zone doesn't have. */
  readonly 'no-such-time': { readonly on: string; readonly timeZone: string }
}

/** What people say about the deployment. */
interface RolloutRefusals {
  readonly 'nothing-watched': Version
  readonly 'soak-of-production': Environment
  readonly 'no-decision-awaited': Version
  readonly 'rollout-rolled-back': Version & { readonly to: string }
  readonly 'rollout-to-itself': Version
  readonly 'not-in-production': Version
  readonly 'line-not-locked': { readonly line: string }
  readonly 'no-drill-environment': object
  readonly 'environment-in-use': Environment
  readonly 'rollout-over': Version
  readonly 'rollout-not-begun': Version
  readonly 'environment-order': Environment & { readonly now: string }
  readonly 'close-before-publication': Version
  readonly 'still-watched': Version
  readonly 'closing-gate-shut': Version
}

type Day = { readonly of: 'patch' | 'minor' | 'major'; readonly date: string }

/** What people say to the calendar (Release Schedule): `of` is the kind of release, dates are `2026-12-02`. */
interface CalendarRefusals {
  readonly 'calendar-held': { readonly because: string }
  readonly 'calendar-not-held': object
  readonly 'line-not-frozen': { readonly line: string }
  readonly 'no-release-day': Pick<Day, 'of'>
  readonly 'not-a-release-day': Day & { readonly next: readonly string[] }
  readonly 'day-unchanged': Day
  readonly 'day-over': Day
  readonly 'day-past': Pick<Day, 'date'>
  readonly 'day-too-far': Pick<Day, 'date'> & { readonly days: number }
  readonly 'day-taken': Day
}

/** Every no of a rule of the release, with what its words need. The words are in `src/messages/refusals`. */
interface RuleRefusals
  extends RoleRefusals,
    CourseRefusals,
    PreparationRefusals,
    TestingRefusals,
    PublicationRefusals,
    EmbargoRefusals,
    RolloutRefusals,
    CalendarRefusals {}

export type RuleRefusalCode = keyof RuleRefusals
/** A code with its data. */
export type RefusalReason = {
  [C in RuleRefusalCode]: { readonly code: C } & RuleRefusals[C]
}[RuleRefusalCode]
/** A rule says no. */
export type RuleRefusal = {
  [C in RuleRefusalCode]: { readonly kind: 'rule'; readonly code: C } & RuleRefusals[C]
}[RuleRefusalCode]

/** Why a command isn't let through: a rule says no, by a code, or the world does, in words. */
export type CommandRefusal = RuleRefusal | VersionRefusal | Refusal

/** Refuses by a rule of the release. */
export function createRuleRefusal(reason: RefusalReason): RuleRefusal {
  return { kind: 'rule', ...reason }
}
