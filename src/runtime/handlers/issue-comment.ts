import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { CommentCreated } from '../webhooks/report.ts'
import { account, issue, repository, text, time } from './payload-schemas.ts'

const CREATED = z.object({
  repository,
  sender: account,
  issue,
  comment: z.object({
    id: z.int(),
    body: text,
    created_at: time,
    user: account.nullable(),
    author_association: z.string().nullish(),
  }),
})

/** https://docs.github.com/graphql/reference/enums#commentauthorassociation: who has to do with the repository. */
const MEMBERS = ['OWNER', 'MEMBER', 'COLLABORATOR']

/** Handles `issue_comment`. Only a new comment is a command: an edit must not change what people saw (threat C1). */
export function registerIssueComment(app: Probot): void {
  app.on('issue_comment.created', (context) => report(context, () => parseComment(context.payload)))
}

function parseComment(payload: unknown): CommentCreated | null {
  const { repository: at, issue: on, comment, sender } = CREATED.parse(payload)
  // The sender is the author; where GitHub says otherwise nobody is answered.
  if (comment.user?.id !== sender.id) return null
  return {
    kind: 'commented',
    ...at,
    number: on.number,
    isPullRequest: on.pull_request != null,
    comment: comment.id,
    body: comment.body,
    by: sender,
    at: comment.created_at,
    isMember: MEMBERS.includes(comment.author_association ?? ''),
  }
}
