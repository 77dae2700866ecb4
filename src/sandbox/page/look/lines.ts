import type { Delivery } from '../../github/hooks/delivery-log.ts'
import type { CheckRun, Issue, Release, Repository, WorkflowRun } from '../../github/state.ts'
import { latestRuns } from '../../github/views/check.ts'
import { labelsOf } from '../../github/views/issue.ts'
import type { ChecksState, CommitLine, DeliveryLine, IssueLine, ReleaseLine, RunLine } from '../wire.ts'
import { whoIs } from './looking.ts'

/** One line of a list for each thing that GitHub has. */
export function lineOfIssue(repository: Repository, issue: Issue): IssueLine {
  const { number, title, by, createdAt, pull } = issue
  return {
    ...{ number, title, by: whoIs(by), at: createdAt, isPull: pull !== null, state: stateOf(issue) },
    labels: labelsOf(repository, issue).map(({ name, color }) => ({ name, color })),
    comments: repository.comments.filter((comment) => comment.issue === number).length,
    checks: pull ? checksOn(repository, pull.head) : 'none',
  }
}

function stateOf({ closed, pull }: Issue): IssueLine['state'] {
  if (pull?.merged) return 'merged'
  if (closed) return 'closed'
  return pull?.draft ? 'draft' : 'open'
}

/** The newest runs of each name on a commit. */
export function checksAt(repository: Repository, head: string): CheckRun[] {
  return latestRuns(repository.checks.filter(({ suite }) => suite.head === head))
}

const PASSED = new Set(['success', 'neutral', 'skipped'])

export function checksOn(repository: Repository, head: string): ChecksState {
  const runs = checksAt(repository, head)
  if (runs.length === 0) return 'none'
  if (runs.some(({ status, conclusion }) => status === 'completed' && !PASSED.has(conclusion ?? '')))
    return 'failed'
  return runs.some(({ status }) => status !== 'completed') ? 'running' : 'passed'
}

export function lineOfRun(run: WorkflowRun): RunLine {
  const { id, number, attempt, branch, head, event, startedAt, check } = run
  return {
    ...{ id, number, attempt, branch, head, event, startedAt, workflow: run.workflow.name },
    ...{ status: check.status, conclusion: check.conclusion, endedAt: check.completedAt },
  }
}

export function lineOfDelivery(delivery: Delivery): DeliveryLine {
  const { id, guid, event, action, deliveredAt, redelivery, answer } = delivery
  const { status, statusCode } = answer
  return { id, guid, event, action, at: deliveredAt, status, statusCode, redelivery }
}

export function lineOfRelease({ id, tag, name, draft, prerelease, ...release }: Release): ReleaseLine {
  return { id, tag, name: name || tag, draft, prerelease, at: release.publishedAt ?? release.createdAt }
}

export function lineOfCommit(commit: {
  readonly sha: string
  readonly message: string
  readonly author: { readonly name: string }
  readonly committer: { readonly at: number }
}): CommitLine {
  const [title = ''] = commit.message.split('\n')
  return { sha: commit.sha, title, author: commit.author.name, at: commit.committer.at }
}
