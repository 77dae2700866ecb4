import { sendWebhook } from '../hooks/announce.ts'
import type { AccountState, CommentState, Label, StoredIssue } from '../state.ts'
import { viewAccount } from '../views/account.ts'
import { viewComment, viewIssue, viewLabel } from '../views/issue.ts'
import { isPull, viewFullPull } from '../views/pull.ts'
import type { ActionContext } from './action-context.ts'

/** What of an issue's webhook is more than the issue itself. */
interface ExtraFields {
  readonly label?: Label
  readonly assignee?: AccountState
  readonly changes?: Readonly<Record<string, unknown>>
  /** Of a push to a pull request's branch. */
  readonly before?: string
  readonly after?: string
}

/** Announces what happened to an issue; of a pull request, as `pull_request`. */
export async function announceIssue(
  scope: ActionContext,
  issue: StoredIssue,
  action: string,
  more: ExtraFields = {},
): Promise<void> {
  const { world, repository, by } = scope
  const { label, assignee, ...plain } = more
  const extra = {
    ...plain,
    ...(label ? { label: viewLabel(world, repository, label) } : {}),
    ...(assignee ? { assignee: viewAccount(world, assignee) } : {}),
  }
  const about = { action, repository, sender: by } as const
  if (!isPull(issue)) {
    sendWebhook(world, {
      ...about,
      event: 'issues',
      payload: { issue: viewIssue(world, repository, issue), ...extra },
    })
    return
  }
  const merge = { mergeable: null, state: 'unknown' } as const
  const view = await viewFullPull(world, repository, { issue, merge })
  sendWebhook(world, {
    ...about,
    event: 'pull_request',
    payload: { number: issue.number, pull_request: view, ...extra },
  })
}

/** Announces what happened to a comment. */
export function announceComment(
  { world, repository, by }: ActionContext,
  { issue, comment }: { readonly issue: StoredIssue; readonly comment: CommentState },
  { action, changes }: { readonly action: 'created' | 'edited' | 'deleted'; readonly changes?: unknown },
): void {
  const payload = {
    issue: viewIssue(world, repository, issue),
    comment: viewComment(world, repository, comment),
    ...(changes === undefined ? {} : { changes }),
  }
  sendWebhook(world, { event: 'issue_comment', action, repository, sender: by, payload })
}
