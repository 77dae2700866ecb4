import { announce } from '../hooks/announce.ts'
import type { Account, Comment, Issue, Label } from '../state.ts'
import { viewAccount } from '../views/account.ts'
import { viewComment, viewIssue, viewLabel } from '../views/issue.ts'
import { isPull, viewFullPull } from '../views/pull.ts'
import type { Scene } from './scene.ts'

/** What of an issue's webhook is more than the issue itself. */
export interface More {
  readonly label?: Label
  readonly assignee?: Account
  readonly changes?: Readonly<Record<string, unknown>>
  /** Of a push to a pull request's branch. */
  readonly before?: string
  readonly after?: string
}

/** Announces what happened to an issue; of a pull request, as `pull_request`. */
export async function tell(scene: Scene, issue: Issue, action: string, more: More = {}): Promise<void> {
  const { world, repository, by } = scene
  const { label, assignee, ...plain } = more
  const extra = {
    ...plain,
    ...(label ? { label: viewLabel(world, repository, label) } : {}),
    ...(assignee ? { assignee: viewAccount(world, assignee) } : {}),
  }
  const about = { action, repository, sender: by } as const
  if (!isPull(issue)) {
    announce(world, {
      ...about,
      event: 'issues',
      payload: { issue: viewIssue(world, repository, issue), ...extra },
    })
    return
  }
  const merge = { mergeable: null, state: 'unknown' } as const
  const view = await viewFullPull(world, repository, { issue, merge })
  announce(world, {
    ...about,
    event: 'pull_request',
    payload: { number: issue.number, pull_request: view, ...extra },
  })
}

/** Announces what happened to a comment. */
export function tellComment(
  { world, repository, by }: Scene,
  { issue, comment }: { readonly issue: Issue; readonly comment: Comment },
  { action, changes }: { readonly action: 'created' | 'edited' | 'deleted'; readonly changes?: unknown },
): void {
  const payload = {
    issue: viewIssue(world, repository, issue),
    comment: viewComment(world, repository, comment),
    ...(changes === undefined ? {} : { changes }),
  }
  announce(world, { event: 'issue_comment', action, repository, sender: by, payload })
}
