import type { Flag, LeftOut, Range } from '../release/changes/candidate.ts'
import type { Considered, Dependencies, Plan, PlannedPick } from '../release/planning/plan.ts'
import type { AdvisoryDraft, AdvisoryWish } from './advisory-report.ts'
import type * as onboarding from './onboarding-reports.ts'

/**
 * What the command line needs done, in the words of its screens. Nothing here prints, and nothing here decides an
 * exit code: a no that a person can act on is thrown as `Refused`, anything else that is thrown is an incident.
 */
export interface Engine {
  /** @throws {Refused} when the repository, the line or the policy cannot carry a plan */
  plan(request: PlanRequest): Promise<PlanReport>
  /** @throws {Refused} with kind `conflict` when a pick does not apply and conflicts are not to be skipped */
  build(request: BuildRequest): Promise<BuildReport>
  /** @throws {Refused} with kind `config` when the repository's own template cannot be rendered */
  notes(request: NotesRequest): Promise<NotesReport>
  /** Shows the version bump of §1.3 and changes nothing. */
  bump(request: BumpRequest): Promise<BumpReport>
  /** @throws {Refused} when the change is neither a candidate nor left out */
  explain(request: ExplainRequest): Promise<ExplainReport>
  /** @throws {Refused} with every mistake of the policy file at once */
  config(request: ConfigRequest): Promise<ConfigReport>
  /** @throws {Refused} with every mistake of the policy file at once */
  alertRules(request: AlertRulesRequest): Promise<AlertRulesReport>
  /** @throws {Refused} with every mistake of the file at once, or with what a published document still lacks */
  advisory(request: AdvisoryRequest): Promise<AdvisoryReport>
  /** @throws {Refused} with kind `usage` where there is no token to ask GitHub with */
  facts(request: FactsRequest): Promise<FactsReport>
  simulate(request: SimulateRequest): Promise<SimulateReport>
  /** Proposes a config for a repository that has none, and writes it. */
  init(request: InitRequest): Promise<InitReport>
  /** Never refuses: whatever is wrong is a check that fails. */
  doctor(request: DoctorRequest): Promise<DoctorReport>
  /** Makes the demo product's repository in an empty or new folder. */
  demo(request: DemoRequest): Promise<DemoReport>
}

/** How far a long piece of work has come. Counts are null where nobody can know them. */
export interface Progress {
  /** What is being done, as `trying the picks`. */
  readonly step: string
  readonly done: number | null
  readonly total: number | null
}

/** What every call says of where to work, when, and how. */
export interface RepositorySource {
  /** A folder of a clone, or a remote URL. */
  readonly repository: string
  /** The main branch as the person named it; null for the policy's, else the repository's own. */
  readonly main: string | null
  /** A policy file in place of the one on main. */
  readonly policyFile: string | null
  /** How many git processes may work at a time; null for the engine's own choice. */
  readonly jobs: number | null
  /** Seconds since 1970: exceptions expire, due times and notes are dated by it. */
  readonly now: number
  readonly onProgress: (progress: Progress) => void
}

/** Which release of which line, and what the person takes into it or out of it. */
export interface PlanRequest extends RepositorySource {
  /** With its `v`; null for the next patch of the line. */
  readonly version: string | null
  /** `2.0`; null for the line of the version, else the highest stable one. */
  readonly line: string | null
  /** The tag to start from; null for the line's last stable one. */
  readonly base: string | null
  readonly factsFile: string | null
  /** `#12` or a commit, as typed: taken although the verdict alone would not take it. */
  readonly pick: readonly string[]
  /** `#12` or a commit, as typed: left although it is eligible. */
  readonly drop: readonly string[]
  /** Goes on past a pick that conflicts and leaves it out. */
  readonly skipConflicts: boolean
  /** Takes the earlier changes that a conflicting pick needs along with it. */
  readonly withDependencies: boolean
}

/** Where a policy came from. */
interface PolicySummary {
  /** `.github/release-captain.yml on main`, the file that was named, or null for the process document as it stands. */
  readonly file: string | null
  /** How many values differ from the process document. */
  readonly changed: number
  /** sha256 of the policy in force. */
  readonly digest: string
}

/** Where a report came from. */
export interface ReportGround {
  /** The folder, or the URL without credentials. */
  readonly repository: string
  readonly policy: PolicySummary
  /** The web address of the project for links, `https://github.com/o/r`; null where it cannot be told. */
  readonly webUrl: string | null
  /** Whole sentences of what the person should know and nothing is refused for. */
  readonly warnings: readonly string[]
}

export interface PlanReport extends ReportGround {
  readonly plan: Plan
  /** Tags that are no releases of the product, each with its reason. */
  readonly passedOver: readonly { readonly tag: string; readonly why: string }[]
}

/** How the tag of §3.2 is made. */
export type TagRequest =
  | { readonly kind: 'none' }
  | { readonly kind: 'unsigned' }
  /** Null for what the person's own git configuration says. */
  | { readonly kind: 'signed'; readonly format: 'gpg' | 'ssh' | null; readonly key: string | null }

export interface BuildRequest extends PlanRequest {
  readonly version: string
  /** The plan that the person saw, whole or its first digits: another plan is refused. */
  readonly planDigest: string | null
  readonly tag: TagRequest
  /** The remote (name or URL) to push to; null to push nowhere. */
  readonly push: string | null
  /** Builds and checks everything, and leaves the repository as it was. */
  readonly dryRun: boolean
}

export interface BuiltCommit {
  readonly sha: string
  readonly subject: string
  readonly kind: 'pick' | 'bump'
  /** The candidate's id; null for the bump. */
  readonly candidate: string | null
}

/** A pick of the plan that made no commit. */
interface SkippedPick {
  readonly candidate: string
  readonly why: 'conflict' | 'empty'
}

interface PushedRef {
  /** The whole name, `refs/heads/release/v2.0.1`. */
  readonly ref: string
  readonly sha: string
  readonly outcome: 'pushed' | 'up-to-date'
}

export interface BuildReport extends ReportGround {
  readonly plan: Plan
  /** `release/v2.0.1`. */
  readonly branch: string
  readonly head: string
  readonly commits: readonly BuiltCommit[]
  readonly skipped: readonly SkippedPick[]
  readonly bumped: readonly BumpedLine[]
  readonly tag: {
    readonly name: string
    readonly sha: string
    /** Who signed it, as the signing program names the key; null for an unsigned tag. */
    readonly signedBy: string | null
  } | null
  /** `unchanged`: the very same branch (and tag) was there already. `dry-run`: nothing was written. */
  readonly installed: 'created' | 'unchanged' | 'dry-run'
  readonly pushed: { readonly remote: string; readonly refs: readonly PushedRef[] } | null
}

export interface NotesRequest extends PlanRequest {
  readonly version: string
  /** The release date in the notes, `YYYY-MM-DD`. */
  readonly date: string
}

export interface NotesReport extends ReportGround {
  readonly version: string
  readonly date: string
  readonly markdown: string
}

export interface BumpRequest extends PlanRequest {}
/** One line of one file that the bump changes. */
export interface BumpedLine {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly before: string
  readonly after: string
}

export interface BumpReport extends ReportGround {
  /** As a plan names it: `v2.0.1`. */
  readonly version: string
  /** As the files say it: `2.0.0`. */
  readonly from: string
  readonly to: string
  readonly changed: readonly BumpedLine[]
  /** Files of the policy that stay as they are, each with the reason. */
  readonly unchanged: readonly { readonly path: string; readonly why: string }[]
  /** Lines that still say the version before the release, and may not by the policy: `build` stops at them. */
  readonly left: readonly { readonly path: string; readonly line: number; readonly text: string }[]
}

export interface ExplainRequest extends PlanRequest {
  /** `#12`, `12`, or a commit (7 digits or more), as typed. */
  readonly change: string
}

/** What became of the change that was asked about. */
export type Explained =
  | {
      readonly kind: 'candidate'
      readonly considered: Considered
      /** Its place in the plan; null where it is not taken. */
      readonly planned: PlannedPick | null
      /** For one that conflicts when picked alone or in its place. */
      readonly dependencies: Dependencies | null
      /** The candidates that it depends on, in main's order. */
      readonly dependsOn: readonly Considered[]
    }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut }

export interface ExplainReport extends ReportGround {
  readonly version: string
  /** `2.0`. */
  readonly line: string
  readonly range: Range
  readonly explained: Explained
  /** Those that concern this change, from either side. */
  readonly flags: readonly Flag[]
}

interface ConfigRequest extends RepositorySource {}
/** One value of the policy in force. */
export interface PolicyValue {
  /** `rollout.steps.0.share`. */
  readonly key: string
  readonly value: string | number | boolean | null | readonly (string | number | boolean)[]
  /** `§4.2`, or `.github/release-captain.yml:3:5`. */
  readonly origin: string
  /** Whether the file says so, and not the process document. */
  readonly fromFile: boolean
}

export interface AlertRulesRequest extends RepositorySource {
  /** The value of the label `environment`. */
  readonly environment: string
}

export interface AlertRulesReport extends ReportGround {
  /** A rule file of Prometheus. */
  readonly yaml: string
}

export interface AdvisoryRequest extends RepositorySource, AdvisoryWish {}
export interface AdvisoryReport extends ReportGround, AdvisoryDraft {}
export interface ConfigReport extends ReportGround {
  readonly values: readonly PolicyValue[]
}
export interface FactsRequest extends PlanRequest {}
export interface FactsReport extends ReportGround, onboarding.WrittenFacts {}
export interface SimulateRequest extends RepositorySource, onboarding.SimulateWish {}
export interface SimulateReport extends ReportGround, onboarding.Simulation {}
export interface InitRequest extends RepositorySource, onboarding.InitWish {}
export interface InitReport extends ReportGround, onboarding.Initialization {}
export interface DoctorRequest extends RepositorySource {}
export interface DoctorCheck {
  /** `git`, `node`, `repository`, `tags`, `main`, `config`, `signing key`, `cache folder`. */
  readonly name: string
  readonly outcome: 'ok' | 'warn' | 'fail'
  /** What was looked at and what was seen, in one sentence. */
  readonly saw: string
  /** What to do about it; null where it is ok. */
  readonly next: string | null
}

export interface DoctorReport {
  readonly repository: string
  readonly checks: readonly DoctorCheck[]
}

interface DemoRequest {
  /** Where to make the repository; null for a new temporary folder. */
  readonly folder: string | null
}

export interface DemoReport {
  /** The folder of the repository that was made. */
  readonly repository: string
  /** The release that the demo plans and builds, `v2.0.1`. */
  readonly version: string
  readonly factsFile: string
  /** The day on which the story plays, `YYYY-MM-DD`: the demo shows the same screens on every day. */
  readonly date: string
  /** What is worth looking at on each screen, whole sentences. */
  readonly lookAt: {
    readonly plan: string
    readonly explain: string
    readonly build: string
    readonly notes: string
  }
  /** The change that the demo explains, `#12`. */
  readonly explain: string
}
