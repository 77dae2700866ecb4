import { z } from 'zod'
import type { Issue, Issues } from '../../../runtime/ports/github.ts'
import { ANYTHING } from '../calls/client.ts'
import { getStatus } from '../calls/failure.ts'
import { authorSchema, labelsSchema, timeSchema } from './account.ts'
import { listLabelSettings, listLabels } from './labels.ts'
import { findNamed, type RepositoryContext } from './repository-context.ts'

const RAW = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(['open', 'closed']),
  labels: labelsSchema,
  user: authorSchema,
  repository_url: z.string(),
  pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
})
type Raw = z.output<typeof RAW>

/** An issue, or what of a pull request is one, and whether that was merged. */
export const issueSchema = RAW.transform((raw) => ({
  issue: toIssue(raw),
  merged: Boolean(raw.pull_request?.merged_at),
}))
const plain = RAW.transform(toIssue)
/** GitHub leads on to where an issue was transferred; there it is none of this repository's. */
const createIssueSchema = ({ owner, repo }: RepositoryContext['at']) =>
  RAW.transform((raw) => {
    const here = raw.repository_url.toLowerCase().endsWith(`/${owner}/${repo}`.toLowerCase())
    return here ? toIssue(raw) : null
  })
const COMMENT = z
  .object({
    id: z.int(),
    body: z.string().nullish(),
    user: authorSchema,
    created_at: timeSchema,
    html_url: z.string(),
  })
  .transform(({ id, body, user, created_at: at, html_url: url }) => ({
    id,
    body: body ?? '',
    author: user,
    at,
    url,
  }))

/** A mark is looked for among so many of the App's own issues. */
const OWN_ISSUES = 200

export function createIssues(ground: RepositoryContext): Omit<Issues, 'listPullRequestsClosing'> {
  const { client, at } = ground
  return {
    findIssue: (issue_number) =>
      findNamed(ground, createIssueSchema(at), (rest) => rest.issues.get({ ...at, issue_number })),
    listOwnIssues: () => listOwnIssues(ground),
    openIssue: ({ title, body, labels: names }) =>
      client.write(plain, (rest) => rest.issues.create({ ...at, title, body, labels: [...names] })),
    editIssue: async (issue_number, change) => {
      await client.write(ANYTHING, (rest) => rest.issues.update({ ...at, issue_number, ...change }))
    },
    listComments: (issue_number) =>
      client.list(z.array(COMMENT), (rest, page) =>
        rest.issues.listComments({ ...at, issue_number, ...page }),
      ),
    addComment: (issue_number, body) =>
      client.write(COMMENT, (rest) => rest.issues.createComment({ ...at, issue_number, body })),
    editComment: async (comment_id, body) => {
      await client.write(ANYTHING, (rest) => rest.issues.updateComment({ ...at, comment_id, body }))
    },
    react: async (comment_id, content) => {
      await ignoreGone(
        client.write(ANYTHING, (rest) =>
          rest.reactions.createForIssueComment({
            ...at,
            comment_id,
            content,
          }),
        ),
      )
    },
    findIssuesMentioning: (text, since) => findIssuesMentioning(ground, text, since),
    listLabels: () => listLabels(ground),
    labelsSet: (number) => listLabelSettings(ground, number),
    removeLabel: async (issue_number, name) => {
      await ignoreGone(
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

function toIssue({ number, title, body, state, labels: names, user, pull_request }: Raw): Issue {
  const isPullRequest = Boolean(pull_request)
  return { number, title, body: body ?? '', state, labels: names, author: user, isPullRequest }
}

async function listOwnIssues({ client, at, self }: RepositoryContext): Promise<readonly Issue[]> {
  const filterOwn = (all: readonly Issue[]) =>
    all.filter((one) => !one.isPullRequest && one.author.id === self.id)
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
    (soFar) => filterOwn(soFar).length >= OWN_ISSUES,
  )
  return filterOwn(all).slice(0, OWN_ISSUES)
}

const opened = RAW.extend({ created_at: timeSchema }).transform((raw) => ({
  ...toIssue(raw),
  createdAt: raw.created_at,
}))
/** So many of the newest issues are read through. */
const NEWEST_ISSUES = 500

async function findIssuesMentioning(
  { client, at, self }: RepositoryContext,
  text: string,
  since: number,
): Promise<readonly number[]> {
  const all = await client.list(
    z.array(opened),
    (rest, page) =>
      rest.issues.listForRepo({ ...at, ...page, state: 'all', sort: 'created', direction: 'desc' }),
    (soFar) => soFar.length >= NEWEST_ISSUES || soFar.some(({ createdAt }) => createdAt < since),
  )
  return all
    .filter(
      ({ createdAt, author, isPullRequest }) => createdAt >= since && author.id !== self.id && !isPullRequest,
    )
    .filter(({ title, body }) => `${title}\n${body}`.includes(text))
    .map(({ number }) => number)
}

/** What is not there any more needs no reaction, and no label taken off. */
async function ignoreGone(done: Promise<unknown>): Promise<void> {
  await done.catch((error: unknown) => {
    if (getStatus(error) !== 404) throw error
  })
}
