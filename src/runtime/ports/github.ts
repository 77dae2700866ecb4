import type { FindOrigins } from '../../release/changes/candidate.ts'
import type { Asker, Person } from '../../release/lifecycle/who.ts'
import type { Conclusion } from '../../release/lifecycle/words.ts'
import type { Advisories, PullRequestReview } from './advisories.ts'
import type { DeliveryLog } from './delivery-log.ts'
import type { Deployments } from './deployments.ts'
import type { OwnCheck } from './own-check.ts'
import type { PullRequestTriage } from './pull-request-triage.ts'
import type { Releases } from './releases.ts'

/**
 * What the runtime needs of GitHub. Reads may be repeated; a write is made once, after a look (design, law 1).
 *
 * Every call may throw: `Later` (later.ts) where GitHub's limits say so, and nothing was done then; `Refused` for what a
 * person has to mend, a permission above all; an Error for the rest. A write whose answer was lost is such an Error, and
 * may have been done.
 */
export interface GitHub {
  /** Where the App is installed and may work. */
  listRepositories(): Promise<readonly RepositoryRef[]>
  /** Everything that is done in one repository; its id stays when it is renamed. */
  openRepository(repositoryId: number): Promise<GitHubRepository>
  /** git was not let in by an address that a hub gave: its token is not used again. */
  discardToken(gitUrl: string): void
  /** The App's own delivery log (https://docs.github.com/rest/apps/webhooks). */
  readonly deliveryLog: DeliveryLog
}

export interface RepositoryRef {
  readonly id: number
  readonly owner: string
  readonly name: string
}

/** One repository as the App may use it. Every call is made as its installation. */
export interface GitHubRepository
  extends RepositoryApi,
    People,
    Issues,
    PullRequests,
    Refs,
    Checks,
    Workflows,
    Deployments,
    Releases,
    Advisories {}

export interface RepositoryApi {
  readonly ref: RepositoryRef
  /** `godel/api`. */
  readonly fullName: string
  /** `https://github.com/godel/api`, without a slash at its end. */
  readonly webUrl: string
  readonly defaultBranch: string
  /** Whether everybody can read it, for all that is known. */
  readonly isPublic: boolean
  /** The App's own account, `release-captain[bot]`. */
  readonly self: Person
  /** For git: a URL with a token that is good for minutes. Never logged, never stored. */
  createGitUrl(): Promise<string>
}

export interface People {
  /** What GitHub says of somebody at this moment; `teams` are those that are asked about. Never throws for a no. */
  fetchAccess(login: string, teams: readonly string[]): Promise<Pick<Asker, 'permission' | 'teams'>>
  /** The accounts behind user names; a name without one is left out. */
  findAccounts(logins: readonly string[]): Promise<ReadonlyMap<string, number>>
  /** Whose id that is at this moment, under the name that they have now; null where it is nobody's. */
  findAccount(id: number): Promise<Account | null>
}

export interface Issue {
  readonly number: number
  readonly title: string
  /** Empty where there is none. */
  readonly body: string
  readonly state: 'open' | 'closed'
  readonly labels: readonly string[]
  readonly author: Account
  readonly isPullRequest: boolean
}

/** Who did something, as GitHub says it. */
export interface Account extends Person {
  readonly kind: 'user' | 'bot'
}

export interface Comment {
  readonly id: number
  readonly body: string
  readonly author: Account
  /** When it was written, in seconds since 1970, by GitHub's clock. */
  readonly at: number
  readonly url: string
}

/** A label as it stands on an issue or pull request, and who set it last. */
export interface LabelSetting {
  readonly label: string
  readonly by: Account
  /** Seconds since 1970. */
  readonly at: number
}

export interface Issues {
  /** Null where there is none (deleted, transferred). */
  findIssue(number: number): Promise<Issue | null>
  /** The newest issues of the App's own, to find one by its mark. */
  listOwnIssues(): Promise<readonly Issue[]>
  openIssue(issue: {
    readonly title: string
    readonly body: string
    readonly labels: readonly string[]
  }): Promise<Issue>
  editIssue(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly state?: 'open' | 'closed' },
  ): Promise<void>
  listComments(number: number): Promise<readonly Comment[]>
  addComment(number: number, body: string): Promise<Comment>
  editComment(id: number, body: string): Promise<void>
  /** GitHub keeps one reaction of a kind for each account, so that this may be repeated. */
  react(commentId: number, reaction: 'eyes' | 'rocket' | '-1'): Promise<void>
  /** The names of the labels that the repository has. */
  listLabels(): Promise<readonly string[]>
  /** The labels that stand there now, each with who set it. */
  labelsSet(number: number): Promise<readonly LabelSetting[]>
  removeLabel(number: number, label: string): Promise<void>
  /** Issues that were opened since a time (seconds since 1970) and have a text in their title or body; not our own. */
  findIssuesMentioning(text: string, since: number): Promise<readonly number[]>
  /** Pull requests that closed an issue, or are to close it. */
  listPullRequestsClosing(issue: number): Promise<readonly number[]>
}

export interface PullRequest {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'closed' | 'merged'
  readonly draft: boolean
  readonly author: Account
  readonly labels: readonly string[]
  readonly head: { readonly ref: string; readonly sha: string }
  readonly base: { readonly ref: string; readonly sha: string }
  /** What stands on the base for it, once merged. */
  readonly mergeCommit: string | null
  readonly mergedBy: Account | null
  readonly url: string
}

/** What GitHub knows of a pull request that the criteria ask for (§1.1). */
export interface PullRequestFacts {
  readonly number: number
  /** As it is now: people may have mended it since the merge. */
  readonly title: string
  readonly labels: readonly string[]
  /** Who wrote it: the author of the pull request, and of its commits where GitHub knows them. */
  readonly authors: readonly Person[]
  /** Approved by a reviewer with write access before it was merged; null where GitHub did not say. */
  readonly reviewed: boolean | null
  /** All check runs and statuses of its head ended well; null where there are none or GitHub did not say. */
  readonly checksPassed: boolean | null
  readonly issues: readonly {
    readonly number: number
    readonly labels: readonly string[]
    /** Seconds since 1970. */
    readonly reportedAt: number
  }[]
  /** Whether its text, or that of an issue that it closes, names a CVE, an advisory or a CVSS score. */
  readonly namesVulnerability: boolean
  /** What its author wrote for the release notes; null where nothing. */
  readonly releaseNote: string | null
}

export interface PullRequests {
  findPullRequest(number: number): Promise<PullRequest | null>
  /** Issues and pull requests that bear a label, open and closed, the newest first. */
  labelled(label: string): Promise<readonly Issue[]>
  /** From a branch of this repository, in whatever state, newest first. */
  listPullRequestsFrom(branch: string): Promise<readonly PullRequest[]>
  fetchFacts(numbers: readonly number[]): Promise<ReadonlyMap<number, PullRequestFacts>>
  /** Which pull request brought each commit to its branch. */
  readonly findPullRequestsOf: FindOrigins
  openPullRequest(pull: {
    readonly title: string
    readonly body: string
    readonly head: string
    readonly base: string
    readonly draft: boolean
  }): Promise<PullRequest>
  editPullRequest(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly state?: 'open' | 'closed' },
  ): Promise<void>
  /** The reviews of a pull request, the oldest first. */
  listReviews(number: number): Promise<readonly PullRequestReview[]>
  setDraft(number: number, draft: boolean): Promise<void>
  /** Null where there is no such pull request. */
  findTriage(number: number): Promise<PullRequestTriage | null>
  /** Adds what is missing. Who can't review and a milestone that is gone are passed over. */
  addTriage(number: number, triage: PullRequestTriage): Promise<void>
  /** An account that cannot be assigned is passed over. */
  assign(number: number, logins: readonly string[]): Promise<void>
}

export interface Refs {
  /** Where a branch is; null where there is none. */
  findBranch(name: string): Promise<string | null>
  /** A tag as it is; `object` is what the ref names. */
  tag(name: string): Promise<{
    readonly object: string
    readonly commit: string
    readonly annotated: boolean
  } | null>
  /** Makes a branch, or has it stand there whatever it stood on. The commit has to be there already. */
  putBranch(name: string, commit: string): Promise<void>
  deleteBranch(name: string): Promise<void>
  /** The text of a file at a commit; null where there is none, and where it is no ordinary file. */
  readFile(at: { readonly commit: string; readonly path: string }): Promise<string | null>
  /** People who wrote or committed what one commit has over another; null where the two can't be compared. */
  findOutsideCommitters(range: CommitRange): Promise<Contributors | null>
  /** People who pushed a branch from one commit to another, or since it was made. */
  findPushers(range: CommitRange & { readonly branch: string }): Promise<Contributors>
}

/** The people behind commits, without the App. Names in commits are only what their writers say; who pushed is proved. */
export interface Contributors {
  readonly people: readonly Account[]
  /** Whether someone else may be behind it: a commit of nobody's account, a machine's push, or one that isn't on record. */
  readonly unknown: boolean
}

/** What `head` has and `base` has not. */
export interface CommitRange {
  readonly base: string
  readonly head: string
}

/** A check run as GitHub has it. */
export interface SeenCheckRun {
  /** Of the newest run of that name. */
  readonly id: number
  /** What to run again: the one of that name whose conclusion this is. */
  readonly rerun: number
  readonly name: string
  /** The slug of the app that reports it. */
  readonly app: string
  readonly conclusion: Conclusion
  readonly url: string
}

export interface Checks {
  /** One run of each name and app, the worst that counts; not those that a pull request started. Statuses are of app `status`. */
  listCheckRuns(head: string): Promise<readonly SeenCheckRun[]>
  /**
   * Every workflow on a commit by its newest run, as a run of `WORKFLOW_APP` whose name is the workflow's file. Its id is
   * of `runOfAttempt`. Runs for a pull request are not among them: they are of its merge with the base.
   */
  listWorkflowChecks(head: string): Promise<readonly SeenCheckRun[]>
  rerunCheck(run: SeenCheckRun): Promise<void>
  /** Made, or changed where the App has one of that name on that commit; nothing is written where it says so already. */
  putCheck(check: OwnCheck): Promise<void>
}

export interface WorkflowRun {
  readonly id: number
  readonly url: string
  readonly status: 'under-way' | 'success' | 'failed'
  /** GitHub's conclusion in words, once it ended. */
  readonly conclusion: string | null
  readonly attempt: number
  /** By which people know it: its `run-name`, where the workflow has one. */
  readonly title: string
}

export interface Workflows {
  /** Runs of a workflow file (`release.yml`) for a ref name at a commit, newest first. */
  listWorkflowRuns(of: {
    readonly workflow: string
    readonly ref: string
    readonly head: string
  }): Promise<readonly WorkflowRun[]>
  dispatchWorkflow(of: {
    readonly workflow: string
    readonly ref: string
    readonly inputs: Readonly<Record<string, string>>
  }): Promise<void>
  /** Runs it again: its failed jobs, or all of it where none failed. */
  rerun(runId: number): Promise<void>
  /** The files that a run left behind and that did not expire; the digest is their sha256, hex, where GitHub says it. */
  /** The zip of such a file, as GitHub hands it out; null where there is none of that name. @throws {Refused} for one that is too large */
  downloadRunArtifact(runId: number, name: string): Promise<Uint8Array | null>
  listRunArtifacts(
    runId: number,
  ): Promise<readonly { readonly name: string; readonly digest: string | null }[]>
}
