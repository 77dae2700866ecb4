import type { Account } from '../ports/github.ts'

/**
 * What a handler reports of a webhook delivery, as far as a release may care. Everything else about it is looked up.
 */
export type WebhookReport =
  | CommentCreated
  | IssueEdited
  | IssueChanged
  | LabelChanged
  | PullRequestChanged
  | RefPushed
  | CheckReported
  | WorkflowRan
  | AdvisoryChanged
  | DeploymentChanged

interface InRepository {
  readonly repository: number
  readonly defaultBranch: string
}

export interface CommentCreated extends InRepository {
  readonly kind: 'commented'
  readonly number: number
  readonly isPullRequest: boolean
  readonly comment: number
  readonly body: string
  readonly by: Account
  /** Seconds since 1970. */
  readonly at: number
  /**
   * Whether GitHub calls them a member or collaborator. It says in which lane they wait, and never what they may: a
   * member who keeps that to themselves is none here.
   */
  readonly isMember: boolean
}

export interface IssueEdited extends InRepository {
  readonly kind: 'issue-edited'
  readonly number: number
  readonly before: string
  readonly after: string
  readonly by: Account
}

/** An issue was closed, reopened, deleted or transferred. */
export interface IssueChanged extends InRepository {
  readonly kind: 'issue-changed'
  readonly number: number
}

/** A label was added to an issue or pull request, or removed from it. */
export interface LabelChanged extends InRepository {
  readonly kind: 'labelled'
  readonly number: number
  readonly label: string
}

export interface PullRequestChanged extends InRepository {
  readonly kind: 'pull-request-changed'
  readonly number: number
  readonly head: string
  readonly branch: string
  readonly base: string
  readonly labels: readonly string[]
  /** Issues that its title or text says to close. */
  readonly closes: readonly number[]
}

/** A branch or tag was created, moved or deleted. */
export interface RefPushed extends InRepository {
  readonly kind: 'pushed'
  /** `refs/heads/main`, `refs/tags/v2.0.1` */
  readonly ref: string
}

/** A check run, check suite or commit status on a commit changed. */
export interface CheckReported extends InRepository {
  readonly kind: 'checked'
  readonly head: string
}

export interface WorkflowRan extends InRepository {
  readonly kind: 'workflow-ran'
  readonly head: string
}

/** Someone said how a deployment goes; only the deployer's own word counts. */
export interface DeploymentChanged extends InRepository {
  readonly kind: 'deployment-changed'
  /** By which the App and the deployer know it. */
  readonly key: string
}

/** A vulnerability was reported privately, or an advisory was published. */
export interface AdvisoryChanged extends InRepository {
  readonly kind: 'advisory-changed'
  /** `GHSA-…` */
  readonly advisory: string
}
