import { z } from 'zod'
import type { Issue, Issues } from '../../../runtime/ports/github.ts'
import { ANYTHING } from '../calls/client.ts'
import { statusOf } from '../calls/failure.ts'
import { author, labels, time } from './account.ts'
import { findNamed, type Ground } from './ground.ts'
import { labelsSet } from './labels.ts'

const RAW = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  labels,
  user: author,
  repository_url: z.string(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
})
type Raw = z.output<typeof RAW>

/** An issue, or what of a pull request is one, and whether that was merged. */
export const issue = RAW.transform((raw) => ({
  issue: issueIn(raw),
  merged: Boolean(raw.pull_request?.merged_at),
}))
const plain = RAW.transform(issueIn)
/** GitHub leads on to where an issue was transferred; there it is none of this repository's. */
const issueAt = ({ owner, repo }: Ground['at']) =>
  RAW.transform((raw) => {
    const here = raw.repository_url.toLowerCase().endsWith(`/${owner}/${repo}`.toLowerCase())
    return here ? issueIn(raw) : null
  })
const COMMENT = z
  .object({ id: z.int(), body: z.string().nullish(), user: author, created_at: time, html_url: z.string() })
  .transform(({ id, body, user, created_at: at, html_url: url }) => ({
    id,
    body: body ?? '',
    author: user,
    at,
    url,
  }))

/** A mark is looked for among so many of the App's own issues. */
const OWN_ISSUES = 200

export function issuesOf(ground: Ground): Omit<Issues, 'pullRequestsClosing'> {
  const { client, at } = ground
  return {
    issue: (issue_number) =>
      findNamed(ground, issueAt(at), (rest) => rest.issues.get({ ...at, issue_number })),
    ownIssues: () => ownIssues(ground),
    openIssue: ({ title, body, labels: names }) =>
      client.write(plain, (rest) => rest.issues.create({ ...at, title, body, labels: [...names] })),
    editIssue: async (issue_number, change) => {
      await client.write(ANYTHING, (rest) => rest.issues.update({ ...at, issue_number, ...change }))
    },
    comments: (issue_number) =>
      client.list(z.array(COMMENT), (rest, page) =>
        rest.issues.listComments({ ...at, issue_number, ...page }),
      ),
    comment: (issue_number, body) =>
      client.write(COMMENT, (rest) => rest.issues.createComment({ ...at, issue_number, body })),
    editComment: async (comment_id, body) => {
      await client.write(ANYTHING, (rest) => rest.issues.updateComment({ ...at, comment_id, body }))
    },
    react: async (comment_id, content) => {
      await unlessGone(
        client.write(ANYTHING, (rest) =>
          rest.reactions.createForIssueComment({
            ...at,
            comment_id,
            content,
          }),
        ),
      )
    },
    labelsSet: (number) => labelsSet(ground, number),
    removeLabel: async (issue_number, name) => {
      await unlessGone(
        client.write(ANYTHING, (rest) =>
          rest.issues.removeLabel({
            ...at,
            issue_number,
            name,
          }),
        ),
      )
    },
  }
}

function issueIn({ number, title, body, state, labels: names, user, pull_request }: Raw): Issue {
  const isPullRequest = Boolean(pull_request)
  return { number, title, body: body ?? '', state, labels: names, author: user, isPullRequest }
}

async function ownIssues({ client, at, self }: Ground): Promise<readonly Issue[]> {
  const own = (all: readonly Issue[]) => all.filter((one) => !one.isPullRequest && one.author.id === self.id)
  const all = await client.list(
    z.array(plain),
    (rest, page) =>
      rest.issues.listForRepo({
        ...at,
        ...page,
        creator: self.login,
        state: 'all',
        sort: 'created',
        direction: 'desc',
      }),
    (soFar) => own(soFar).length >= OWN_ISSUES,
  )
  return own(all).slice(0, OWN_ISSUES)
}

/** What is not there any more needs no reaction, and no label taken off. */
async function unlessGone(done: Promise<unknown>): Promise<void> {
  await done.catch((error: unknown) => {
    if (statusOf(error) !== 404) throw error
  })
}
