import type { Probot } from 'probot'
import { z } from 'zod'
import { listClosedIssues } from '../../release/changes/commit-message.ts'
import { report } from '../webhooks/collect-reports.ts'
import type { LabelChanged, PullRequestChanged } from '../webhooks/report.ts'
import { label, pullRequest, repository } from './payload-schemas.ts'

const PULL_REQUEST = z.object({ action: z.string(), repository, pull_request: pullRequest })
const LABELED = PULL_REQUEST.extend({ label })

/** What says nothing of a release, or is reported as a label. */
const OTHER_ACTIONS = ['assigned', 'unassigned', 'locked', 'labeled', 'unlabeled']

/** Handles `pull_request`: labels of candidates, and every change of a candidate or of a release's pull request. */
export function registerPullRequest(app: Probot): void {
  app.on(['pull_request.labeled', 'pull_request.unlabeled'], (context) =>
    report(context, () => parseLabel(context.payload)),
  )
  app.on('pull_request', (context) => report(context, () => parseChange(context.payload)))
}

/** Reads what changed of a pull request, from any event that carries one. */
export function parsePullRequest(payload: unknown): PullRequestChanged {
  const { repository: at, pull_request: on } = PULL_REQUEST.parse(payload)
  return {
    kind: 'pull-request-changed',
    ...at,
    number: on.number,
    head: on.head.sha,
    branch: on.head.ref,
    base: on.base.ref,
    labels: (on.labels ?? []).map(({ name }) => name),
    closes: listClosedIssues(`${on.title}\n\n${on.body}`),
  }
}

function parseChange(payload: unknown): PullRequestChanged | null {
  return OTHER_ACTIONS.includes(PULL_REQUEST.parse(payload).action) ? null : parsePullRequest(payload)
}

function parseLabel(payload: unknown): LabelChanged {
  const { repository: at, pull_request: on, label: changed } = LABELED.parse(payload)
  return { kind: 'labelled', ...at, number: on.number, label: changed.name }
}
