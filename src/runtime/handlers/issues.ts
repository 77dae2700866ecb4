import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { IssueChanged, IssueEdited, LabelChanged } from '../webhooks/report.ts'
import { account, issue, label, repository, text } from './payload-schemas.ts'

const ISSUE = z.object({ repository, issue, sender: account })
const EDITED = ISSUE.extend({ changes: z.object({ body: z.object({ from: text }).optional() }) })
const LABELED = ISSUE.extend({ label })

/** Handles `issues`: labels of candidates, and what happens to a tracking issue. */
export function registerIssues(app: Probot): void {
  app.on(['issues.labeled', 'issues.unlabeled'], (context) =>
    report(context, () => parseLabel(context.payload)),
  )
  app.on('issues.edited', (context) => report(context, () => parseEdit(context.payload)))
  app.on(['issues.closed', 'issues.reopened', 'issues.deleted', 'issues.transferred'], (context) =>
    report(context, () => parseChange(context.payload)),
  )
}

function parseLabel(payload: unknown): LabelChanged {
  const { repository: at, issue: on, label: changed } = LABELED.parse(payload)
  return { kind: 'labelled', ...at, number: on.number, label: changed.name }
}

/** An edited title changes nothing by itself, but the issue is drawn again, with its own title. */
function parseEdit(payload: unknown): IssueEdited {
  const { repository: at, issue: on, sender, changes } = EDITED.parse(payload)
  return {
    kind: 'issue-edited',
    ...at,
    number: on.number,
    before: changes.body?.from ?? on.body,
    after: on.body,
    by: sender,
  }
}

function parseChange(payload: unknown): IssueChanged {
  const { repository: at, issue: on } = ISSUE.parse(payload)
  return { kind: 'issue-changed', ...at, number: on.number }
}
