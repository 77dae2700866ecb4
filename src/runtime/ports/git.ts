import type { TemplateSet } from '../../messages/announcements/announcement.ts'
import type { Template } from '../../messages/text/template.ts'
import type { Candidate, FindOrigins } from '../../release/changes/candidate.ts'
import type { StatedFacts } from '../../release/facts/facts-file.ts'
import type { PickReport } from '../../release/lifecycle/commands.ts'
import type { Person } from '../../release/lifecycle/who.ts'
import type { OutsideCommit, Planned, Selection } from '../../release/lifecycle/words.ts'
import type { Tag } from '../../release/lines.ts'
import type { Plan } from '../../release/planning/plan.ts'
import type { Policy } from '../../release/policy.ts'
import type {
  CompareQuery,
  ConflictBranch,
  ConflictQuery,
  ResolutionDifference,
  SettledMerge,
  SettleMergeQuery,
  UnresolvedFiles,
  UnresolvedQuery,
} from './git-conflicts.ts'
import type { MovedPin, PinQuery } from './git-pin.ts'
import type { OfPlan, PolicyPin, Remote } from './git-remote.ts'
import type { HistoryQuery, HistoryReading } from './history.ts'
import type { NoticeQuery } from './notice-query.ts'

/** What the runtime needs of git: all of it works on a mirror that is brought up to date first. */
export interface Git {
  /** Main, tags, and the policy in force on main. @throws {Refused} `config` with every mistake of it */
  readGround(at: Remote): Promise<GroundReading>
  /** Every release that people made before, with what was in it. */
  readHistory(asking: HistoryQuery): Promise<HistoryReading>
  /** All tags as they are, whatever the config on main says by now. */
  tags(at: Remote): Promise<readonly Tag[]>
  /** A policy that was pinned, read again from its commit. */
  policy(asking: { readonly at: Remote; readonly pin: PolicyPin }): Promise<Policy>
  /** What of such a policy speaks in announcements. @throws {Refused} `config`: a template is not there */
  readTemplates(asking: { readonly at: Remote; readonly pin: PolicyPin }): Promise<TemplateSet>
  /** The template of a text of a rollout; no mirror is asked for one that comes along. @throws {Refused} `config` */
  readNotice(asking: NoticeQuery): Promise<Template>
  /** §1.1: the candidates, the verdicts, the picks. @throws {Refused} for what a person has to mend */
  plan(asking: PlanQuery): Promise<PlanReading>
  /**
   * §1.2: makes the commits of exactly this plan and pushes the branch, onto one of the heads that it may stand on.
   * What is there already is kept. @throws {Refused} when the plan cannot be made again or somebody else pushed
   */
  build(
    asking: BranchBuildQuery,
  ): Promise<{ readonly head: string; readonly outcomes: readonly PickReport[] }>
  /** §1.3: the bump on a head of the branch, pushed onto it. The same again gives the same commit. */
  bump(asking: BranchBumpQuery): Promise<{ readonly head: string }>
  /** §1.1: what is on a head of the branch that none of our own heads has, judged as picks are. */
  judgeOutside(asking: OutsideQuery): Promise<readonly OutsideCommit[]>
  /** §3.1, as Markdown, for the picks that are on the branch. */
  notes(asking: DraftNotesQuery): Promise<string>
  /** §3.2: makes the signed tag and pushes it. @throws {Refused} without a key, or where another tag has the name */
  tag(asking: TagQuery): Promise<{ readonly object: string }>
  /** Pushes branch and tag, as they stand on one remote, to another: both or none. @throws {Refused} where the tag is another */
  disclose(asking: DisclosureQuery): Promise<void>
  /**
   * The released versions that contain a commit, which is named by its first digits at least, without a `v`.
   * @throws {Refused} where it isn't there, or in no release
   */
  findReleasesWith(asking: ReleasesWithQuery): Promise<ReleasesWith>
  /** Whether a tag that stands is signed as the policy wants it; `missing` too where none stands on that commit. */
  checkSignature(asking: TagQuery): Promise<'as-required' | 'missing' | 'unknown'>
  /** A branch with the conflict in it, on the release branch's head, pushed for its pull request (§1.2 “Resolve any conflicts”). */
  createConflictBranch(asking: ConflictQuery): Promise<ConflictBranch>
  /** Commits that a head has and a base has not, in which files that differ from the base's hold conflict markers. */
  findMarkerCommits(asking: {
    readonly at: Remote
    readonly base: string
    readonly head: string
  }): Promise<readonly string[]>
  /**
   * Puts a release branch on which a conflict was merged on a history without conflict markers, pushed; the files of its head stay.
   * @throws {Refused} where the server doesn't let us replace it
   */
  settleMerge(asking: SettleMergeQuery): Promise<SettledMerge>
  /**
   * Brings version and changelog of a published release to main as it is now: one commit on a branch of its own, for a
   * pull request. Null where main has it all, or none of it fits there.
   */
  bringBack(asking: BringBackQuery): Promise<BroughtBack | null>
  /** Moves the version in files of a repository, on a branch for a pull request; null where they have it already. */
  movePin(asking: PinQuery): Promise<MovedPin | null>
  /** Files of a commit that differ from another and hold conflict markers (`<<<<<<<`). */
  findMarkers(asking: {
    readonly at: Remote
    readonly base: string
    readonly head: string
  }): Promise<readonly string[]>
  /** What of a conflict has no markers and was not decided about yet. @throws {Refused} where it is not to be had again */
  findUnresolved(asking: UnresolvedQuery): Promise<UnresolvedFiles>
  /** How a resolved conflict differs from the change of main that it stands for (range-diff). */
  compareResolution(asking: CompareQuery): Promise<ResolutionDifference>
  /** Whether a pull request would pick cleanly if it were merged now. */
  tryPullRequest(asking: TryQuery): Promise<TryReading>
  /** What a text says as a config: its policy, or every mistake of it. */
  checkConfig(text: string): Promise<ConfigReading>
  /** Whether one commit can be reached from another. */
  isAncestor(asking: {
    readonly at: Remote
    readonly ancestor: string
    readonly of: string
  }): Promise<boolean>
  /**
   * The same, by which a remote is fetched from once, at the first call: for all that one turn looks at. Not to be kept, as
   * what comes to the remote later may not be seen.
   */
  withOneFetch(): Git
  /** Ends what is kept open between calls. */
  close(): Promise<void>
}

/** Where to fetch from and push to. */
/** A config that was read without its repository. */
export type ConfigReading =
  | { readonly kind: 'valid'; readonly digest: string }
  | {
      readonly kind: 'wrong'
      /** In the order of the file. */
      readonly mistakes: readonly { readonly line: number; readonly text: string }[]
    }

export interface GroundReading {
  readonly main: { readonly ref: string; readonly commit: string }
  readonly tags: readonly Tag[]
  readonly policy: Policy
  readonly pin: PolicyPin
}

/** What GitHub and the record know of candidates, by their ids. */
export interface LearntFacts {
  readonly stated: ReadonlyMap<string, StatedFacts>
  readonly authors: ReadonlyMap<string, readonly Person[]>
  /** What their pull requests are called now; a candidate without one has the title that its commits give it. */
  readonly titles?: ReadonlyMap<string, string>
  /** What authors wrote of their changes for the release notes. */
  readonly releaseNotes?: ReadonlyMap<string, string>
  /** Whether the repository has a label that nominates; absent where the policy has no use for it. */
  readonly hasNominatingLabel?: boolean
}

/** What was rolled back before. */
export interface RolledBackContent {
  /** No release starts from these tags. */
  readonly tags: readonly string[]
  /** What they brought, by id, with the version: it is a candidate again, and a person takes it by name. */
  readonly changes: ReadonlyMap<string, string>
}

export interface PlanQuery {
  readonly at: Remote
  /** With its `v`; null for the next patch of the highest stable line. */
  readonly version: string | null
  /** Null takes main as it is. */
  readonly main: string | null
  /** Null takes the policy that is on main now. */
  readonly policy: PolicyPin | null
  readonly selection: Selection
  readonly rolledBack?: RolledBackContent
  /** Seconds since 1970. */
  readonly now: number
  /** Which pull request brought which commit; null where only messages tell, as without GitHub. */
  readonly origins: FindOrigins | null
  /** Asked once, with all candidates of the range. */
  readonly learn: (candidates: readonly Candidate[], policy: Policy) => Promise<LearntFacts>
}

export interface PlanReading {
  /** All that was found, for people. */
  readonly plan: Plan
  /** What the record keeps of it. */
  readonly planned: Planned
  readonly policy: Policy
}

export interface BranchBuildQuery extends OfPlan {
  readonly branch: string
  /** Heads of our own on which the branch may stand; it may also not be there. */
  readonly onto: readonly string[]
}

export interface BranchBumpQuery extends Omit<OfPlan, 'origins'> {
  readonly branch: string
  readonly on: string
}

export interface DraftNotesQuery extends OfPlan {
  readonly head: string
  /** `YYYY-MM-DD` */
  readonly date: string
  /** Commits of the branch that came another way. */
  readonly outside: readonly string[]
  /** Asked once, with the picks of the plan. */
  readonly learn: PlanQuery['learn']
  readonly now: number
}

export interface OutsideQuery extends OfPlan {
  readonly head: string
  /** The branch as we built it. */
  readonly builtAt: string
  /** Further commits of ours: what one of them has is none of somebody else's. */
  readonly own: readonly string[]
  /** Commits of ours that may stand on somebody else's. */
  readonly except: readonly string[]
  /** The commits by which conflicts were merged. */
  readonly merges: readonly string[]
  readonly learn: PlanQuery['learn']
  readonly now: number
}

export interface TagQuery {
  readonly at: Remote
  readonly version: string
  readonly policy: PolicyPin
  readonly tag: string
  readonly commit: string
}

export interface ReleasesWithQuery {
  readonly at: Remote
  readonly policy: PolicyPin
  readonly commit: string
}

export interface ReleasesWith {
  /** Its whole id. */
  readonly commit: string
  readonly versions: readonly string[]
}

/** `to` is the remote that everybody reads. */
export interface DisclosureQuery {
  readonly at: Remote
  readonly to: Remote
  readonly policy: PolicyPin
  readonly branch: string
  readonly tag: string
  readonly commit: string
}

export interface BringBackQuery {
  readonly at: Remote
  readonly version: string
  readonly policy: PolicyPin
  /** The commit of the tag that the release started from. */
  readonly base: string
  /** The branch to make: `release/v2.0.1-to-main`. */
  readonly branch: string
  /** Commits that people put on the line alone, oldest first. */
  readonly commits: readonly string[]
  /** As they were published, Markdown. */
  readonly notes: string
  /** `YYYY-MM-DD` */
  readonly date: string
}

export interface BroughtBack {
  /** The commit that was pushed, and the branch that it is for. */
  readonly head: string
  readonly main: string
  /** The titles of the fixes that only the line had. */
  readonly fixes: readonly string[]
  /** Files in which the version is raised. */
  readonly raised: readonly string[]
  /** The changelog, where it got a section. */
  readonly changelog: string | null
  /** What the policy names and main keeps as it is, each with the reason: sentences with code in backquotes. */
  readonly left: readonly string[]
}

export interface TryQuery {
  readonly at: Remote
  /** `1.9`; null for the highest. */
  readonly line: string | null
  /** The pull request's number and head: it is fetched from `refs/pull/N/head`. */
  readonly number: number
  readonly head: string
  readonly title: string
  readonly labels: readonly string[]
  readonly now: number
  /** What else GitHub and the record know of it. The labels above are always known. */
  readonly learn?: PlanQuery['learn']
}

/** What a pull request would be as a candidate of the next patch. */
export interface TryReading {
  readonly version: string
  readonly line: string
  readonly base: string
  /** As it would be judged, were it merged now. */
  readonly considered: Plan['considered'][number]
  /** `unmergeable`: it does not merge into main itself. */
  readonly outcome: 'clean' | 'conflict' | 'empty' | 'unknown' | 'unmergeable'
  readonly files: readonly string[]
}
