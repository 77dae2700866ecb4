import type { SentDelivery } from '../../../github/hooks/delivery-log.ts'
import type {
  CheckRunState,
  ReleaseState,
  Repository,
  StoredIssue,
  WorkflowRunState,
} from '../../../github/state.ts'
import { listLatestRuns } from '../../../github/views/check.ts'
import { listLabels } from '../../../github/views/issue.ts'
import type {
  ChecksState,
  CommitLine,
  DeliveryLine,
  IssueLine,
  ReleaseLine,
  RunLine,
} from '../../wire/wire.ts'
import { viewPerson } from './queries.ts'

/** One line of a list for each thing that GitHub has. */
export function createIssueLine(repository: Repository, issue: StoredIssue): IssueLine {
  const { number, title, by, createdAt, pull } = issue
  return {
    ...{ number, title, by: viewPerson(by), at: createdAt, isPull: pull !== null, state: getState(issue) },
    labels: listLabels(repository, issue).map(({ name, color }) => ({ name, color })),
    comments: repository.comments.filter((comment) => comment.issue === number).length,
    checks: pull ? summarizeChecks(repository, pull.head) : 'none',
  }
}

function getState({ closed, pull }: StoredIssue): IssueLine['state'] {
  if (pull?.merged) return 'merged'
  if (closed) return 'closed'
  return pull?.draft ? 'draft' : 'open'
}

/** The newest runs of each name on a commit. */
export function listChecksAt(repository: Repository, head: string): CheckRunState[] {
  return listLatestRuns(repository.checks.filter(({ suite }) => suite.head === head))
}

const PASSED = new Set(['success', 'neutral', 'skipped'])

function summarizeChecks(repository: Repository, head: string): ChecksState {
  const runs = listChecksAt(repository, head)
  if (runs.length === 0) return 'none'
  if (runs.some(({ status, conclusion }) => status === 'completed' && !PASSED.has(conclusion ?? '')))
    return 'failed'
  return runs.some(({ status }) => status !== 'completed') ? 'running' : 'passed'
}

export function createRunLine(run: WorkflowRunState): RunLine {
  const { id, number, attempt, branch, head, event, startedAt, check } = run
  return {
    ...{ id, number, attempt, branch, head, event, startedAt, workflow: run.workflow.name },
    ...{ status: check.status, conclusion: check.conclusion, endedAt: check.completedAt },
  }
}

export function createDeliveryLine(delivery: SentDelivery): DeliveryLine {
  const { id, guid, event, action, deliveredAt, redelivery, answer } = delivery
  const { status, statusCode } = answer
  return { id, guid, event, action, at: deliveredAt, status, statusCode, redelivery }
}

export function createReleaseLine({
  id,
  tag,
  name,
  draft,
  prerelease,
  ...release
}: ReleaseState): ReleaseLine {
  return { id, tag, name: name || tag, draft, prerelease, at: release.publishedAt ?? release.createdAt }
}

export function createCommitLine(commit: {
  readonly sha: string
  readonly message: string
  readonly author: { readonly name: string }
  readonly committer: { readonly at: number }
}): CommitLine {
  const [title = ''] = commit.message.split('\n')
  return { sha: commit.sha, title, author: commit.author.name, at: commit.committer.at }
}
