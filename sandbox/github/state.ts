import type { AdvisoryState } from './records/advisory-state.ts'
import type { Protection } from './records/protection-state.ts'

/**
 * What the sandbox's GitHub remembers of one repository. Git itself has the commits, branches and tags; here is the
 * rest. Times are milliseconds since 1970, by the world's clock.
 */

/** Someone with a login: a person, an organisation, or the bot of an App. */
export interface AccountState {
  readonly id: number
  /** People may take another; whoever comes next may have this one then. */
  login: string
  readonly type: 'User' | 'Organization' | 'Bot'
  readonly name: string
  readonly email: string
  readonly createdAt: number
}

/** GitHub's repository roles, weakest first. */
export const ACCOUNT_ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const
export type Role = (typeof ACCOUNT_ROLES)[number]

export interface Label {
  readonly id: number
  readonly name: string
  readonly color: string
  readonly description: string | null
}

export const REACTIONS = ['+1', '-1', 'laugh', 'confused', 'heart', 'hooray', 'rocket', 'eyes'] as const
export type ReactionContent = (typeof REACTIONS)[number]

export interface Reaction {
  readonly id: number
  readonly by: AccountState
  readonly content: ReactionContent
  readonly createdAt: number
}

/** Something that happened to an issue, as its timeline shows it. */
export interface TimelineEntry {
  readonly id: number
  readonly actor: AccountState
  readonly at: number
  readonly what:
    | { readonly event: 'labeled' | 'unlabeled'; readonly label: Label }
    | { readonly event: 'assigned' | 'unassigned'; readonly assignee: AccountState }
    | { readonly event: 'closed' | 'merged' | 'referenced'; readonly commit: string | null }
    | { readonly event: 'reopened' | 'ready_for_review' | 'convert_to_draft' }
    | { readonly event: 'renamed'; readonly from: string; readonly to: string }
    | { readonly event: 'cross-referenced'; readonly source: number }
    | { readonly event: 'commented'; readonly comment: CommentState }
    | { readonly event: 'reviewed'; readonly review: Review }
}

export interface CommentState {
  readonly id: number
  readonly issue: number
  readonly by: AccountState
  body: string
  readonly createdAt: number
  updatedAt: number
  readonly reactions: Reaction[]
}

export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED'

export interface Review {
  readonly id: number
  readonly by: AccountState
  readonly state: ReviewState
  readonly body: string
  readonly commit: string
  readonly submittedAt: number
}

/** Where a merge came out. */
interface Merged {
  readonly at: number
  readonly by: AccountState
  readonly commit: string
}

/** What a pull request has beyond an issue. `head` and `base` are commits; the branches may be gone. */
export interface Pull {
  readonly headBranch: string
  baseBranch: string
  head: string
  base: string
  draft: boolean
  merged: Merged | null
  readonly reviews: Review[]
  /** Absent where no one was asked for a review. */
  requested?: AccountState[]
}

export type StateReason = 'completed' | 'not_planned' | 'reopened'

/** An issue; with `pull`, a pull request. */
export interface StoredIssue {
  readonly id: number
  readonly number: number
  readonly by: AccountState
  title: string
  body: string | null
  closed: { readonly at: number; readonly by: AccountState; readonly reason: StateReason | null } | null
  /** Names, in lower case, of the repository's labels. */
  readonly labels: Set<string>
  readonly assignees: AccountState[]
  /** Absent where it has none. */
  milestone?: { readonly number: number; readonly title: string }
  readonly reactions: Reaction[]
  readonly timeline: TimelineEntry[]
  readonly createdAt: number
  updatedAt: number
  readonly pull: Pull | null
}

export const CHECK_CONCLUSIONS = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
  'stale',
] as const
export type CheckConclusion = (typeof CHECK_CONCLUSIONS)[number]
export const CHECK_STATES = ['queued', 'in_progress', 'completed'] as const
export type CheckState = (typeof CHECK_STATES)[number]

/** All checks of one App on one commit. */
export interface CheckSuite {
  readonly id: number
  readonly app: App
  readonly head: string
  readonly branch: string | null
  readonly createdAt: number
  updatedAt: number
}

export interface CheckOutput {
  readonly title: string | null
  readonly summary: string | null
  readonly text: string | null
}

export interface CheckRunState {
  readonly id: number
  readonly suite: CheckSuite
  name: string
  status: CheckState
  conclusion: CheckConclusion | null
  externalId: string
  detailsUrl: string | null
  startedAt: number | null
  completedAt: number | null
  output: CheckOutput
}

export const STATUS_STATES = ['error', 'failure', 'pending', 'success'] as const

/** A commit status, the older sister of the check run. */
export interface Status {
  readonly id: number
  readonly commit: string
  readonly state: (typeof STATUS_STATES)[number]
  readonly context: string
  readonly description: string | null
  readonly targetUrl: string | null
  readonly by: AccountState
  readonly at: number
}

/** A workflow of GitHub Actions. Nothing of it is run: whoever plays says how a run ends. */
export interface Workflow {
  readonly id: number
  readonly name: string
  readonly path: string
  /** `tag` stands for the push of a tag, which GitHub calls a push too. */
  readonly on: readonly ('push' | 'tag' | 'workflow_dispatch')[]
  /** Names of what each run that succeeds leaves behind. */
  readonly artifacts: readonly string[]
  /** How each new run ends at once; null leaves it queued. */
  outcome: CheckConclusion | null
  /** What its runs are called, with `${{ inputs.NAME }}` in it; without it, by their commit. */
  readonly runName?: string
  readonly createdAt: number
}

/** A file that a run left behind. */
export interface ArtifactState {
  readonly id: number
  readonly name: string
  readonly bytes: Uint8Array
  readonly createdAt: number
}

export interface WorkflowRunState {
  readonly id: number
  readonly number: number
  readonly workflow: Workflow
  readonly event: 'push' | 'workflow_dispatch' | 'pull_request' | 'pull_request_target'
  readonly branch: string
  readonly head: string
  readonly by: AccountState
  readonly inputs: Readonly<Record<string, string>>
  attempt: number
  check: CheckRunState
  artifacts: readonly ArtifactState[]
  readonly createdAt: number
  startedAt: number
  updatedAt: number
}

export interface Asset {
  readonly id: number
  readonly name: string
  readonly label: string | null
  readonly contentType: string
  readonly bytes: Uint8Array
  readonly by: AccountState
  readonly createdAt: number
}

export interface ReleaseState {
  readonly id: number
  tag: string
  target: string
  name: string | null
  body: string | null
  draft: boolean
  prerelease: boolean
  readonly by: AccountState
  readonly createdAt: number
  publishedAt: number | null
  readonly assets: Asset[]
}

export interface Repository {
  readonly id: number
  readonly owner: AccountState
  name: string
  private: boolean
  readonly gitDir: string
  readonly defaultBranch: string
  /** By account id. Who is not in it may read, if the repository is public. */
  readonly roles: Map<number, Role>
  /** By name in lower case. */
  readonly labels: Map<string, Label>
  readonly issues: StoredIssue[]
  readonly comments: CommentState[]
  readonly suites: CheckSuite[]
  readonly checks: CheckRunState[]
  readonly statuses: Status[]
  readonly workflows: Workflow[]
  readonly runs: WorkflowRunState[]
  readonly releases: ReleaseState[]
  readonly advisories: AdvisoryState[]
  /** By branch. */
  readonly protections: Map<string, Protection>
  readonly createdAt: number
  pushedAt: number
}

export type Level = 'read' | 'write'
/** What an App may do, by GitHub's names: `contents`, `issues`, `checks`, … */
export type Permissions = Readonly<Record<string, Level>>

/** A GitHub App. It acts as its bot. */
export interface App {
  readonly id: number
  readonly clientId: string
  readonly slug: string
  readonly name: string
  readonly owner: AccountState
  readonly bot: AccountState
  readonly permissions: Permissions
  readonly events: readonly string[]
  readonly createdAt: number
}

/** What an Authorization header stands for. */
export type Caller =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'person'; readonly account: AccountState }
  | { readonly kind: 'app'; readonly app: App }
  /** The App by its client id and secret, as it asks about people who signed in. */
  | { readonly kind: 'client'; readonly app: App }
  | {
      readonly kind: 'installation'
      readonly account: AccountState
      readonly permissions: Permissions
      /** Ids of the repositories that the token reaches; null: all of the installation. */
      readonly repositories: readonly number[] | null
    }
