import { z } from 'zod'
import type { PullRequestReview } from '../../../runtime/ports/advisories.ts'
import type { Issue, PullRequest, PullRequests } from '../../../runtime/ports/github.ts'
import type { PullRequestTriage } from '../../../runtime/ports/pull-request-triage.ts'
import type { Accounts } from '../accounts.ts'
import { ANYTHING } from '../calls/client.ts'
import { getStatus } from '../calls/failure.ts'
import { accountSchema, authorSchema, labelsSchema } from './account.ts'
import { issueSchema } from './issues.ts'
import { findNamed, type RepositoryContext } from './repository-context.ts'

const REF = z.object({ ref: z.string(), sha: z.string() })
/** `merged_by` is not in lists. */
const PULL = z
  .object({
    number: z.int(),
    title: z.string(),
    body: z.string().nullish(),
    state: z.enum(['open', 'closed']),
    draft: z.boolean().optional(),
    user: authorSchema,
    labels: labelsSchema,
    head: REF,
    base: REF,
    merged_at: z.string().nullish(),
    merge_commit_sha: z.string().nullish(),
    merged_by: accountSchema.nullish(),
    html_url: z.string(),
  })
  .transform(
    (pull): PullRequest => ({
      number: pull.number,
      title: pull.title,
      body: pull.body ?? '',
      state: pull.merged_at ? 'merged' : pull.state,
      draft: pull.draft ?? false,
      author: pull.user,
      labels: pull.labels,
      head: pull.head,
      base: pull.base,
      mergeCommit: pull.merged_at ? (pull.merge_commit_sha ?? null) : null,
      mergedBy: pull.merged_by ?? null,
      url: pull.html_url,
    }),
  )

const REVIEWS = z.array(
  z.object({ user: authorSchema, state: z.string(), commit_id: z.string().nullish() }).transform(
    ({ user, state, commit_id }): PullRequestReview => ({
      id: user.id,
      login: user.login,
      isBot: user.kind === 'bot',
      state: REVIEW_STATES[state] ?? 'other',
      commit: commit_id ?? null,
    }),
  ),
)
/** A dismissed review is none; a comment says nothing for or against. */
const REVIEW_STATES: Readonly<Record<string, PullRequestReview['state'] | undefined>> = {
  APPROVED: 'approved',
  CHANGES_REQUESTED: 'changes-requested',
}

type OwnPullRequests = Omit<PullRequests, 'fetchFacts' | 'findPullRequestsOf'>

export function createPullRequests(ground: RepositoryContext, accounts: Accounts): OwnPullRequests {
  const { client, at } = ground
  return {
    findPullRequest: (pull_number) =>
      findNamed(ground, PULL, (rest) => rest.pulls.get({ ...at, pull_number })),
    labelled: (label) => listLabelled(ground, label),
    listPullRequestsFrom: (branch) => from(ground, branch),
    openPullRequest: (pull) => client.write(PULL, (rest) => rest.pulls.create({ ...at, ...pull })),
    editPullRequest: async (pull_number, change) => {
      await client.write(ANYTHING, (rest) => rest.pulls.update({ ...at, pull_number, ...change }))
    },
    listReviews: (pull_number) =>
      client.list(REVIEWS, (rest, page) => rest.pulls.listReviews({ ...at, ...page, pull_number })),
    setDraft: (number, draft) => setDraft(ground, number, draft),
    findTriage: (number) => findTriage(ground, number),
    addTriage: (number, triage) => addTriage(ground, number, triage),
    assign: (number, logins) => assign(ground, accounts, { number, logins }),
  }
}

/** Pull requests are issues too in this list. */
async function listLabelled({ client, at }: RepositoryContext, label: string): Promise<readonly Issue[]> {
  const all = await client.list(z.array(issueSchema), (rest, page) =>
    rest.issues.listForRepo({
      ...at,
      ...page,
      labels: label,
      state: 'all',
      direction: 'desc',
    }),
  )
  return all.map(({ issue: one }) => one)
}

/** Lists do not say who merged: the few that were merged are looked at one by one. */
async function from({ client, at }: RepositoryContext, branch: string): Promise<readonly PullRequest[]> {
  const all = await client.list(z.array(PULL), (rest, page) =>
    rest.pulls.list({
      ...at,
      ...page,
      head: `${at.owner}:${branch}`,
      state: 'all',
      sort: 'created',
      direction: 'desc',
    }),
  )
  return Promise.all(
    all.map((pull) =>
      pull.state === 'merged'
        ? client.read(PULL, (rest) => rest.pulls.get({ ...at, pull_number: pull.number }))
        : pull,
    ),
  )
}

const DRAFT = z.object({ node_id: z.string(), draft: z.boolean().optional() })
const MUTATIONS = {
  draft: `mutation ($id: ID!) {
    convertPullRequestToDraft(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`,
  ready: `mutation ($id: ID!) {
    markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`,
} as const

/** REST has no way to do it. */
async function setDraft(
  { client, at }: RepositoryContext,
  pull_number: number,
  draft: boolean,
): Promise<void> {
  const is = await client.read(DRAFT, (rest) => rest.pulls.get({ ...at, pull_number }))
  if ((is.draft ?? false) === draft) return
  await client.mutate(ANYTHING, {
    query: MUTATIONS[draft ? 'draft' : 'ready'],
    variables: { id: is.node_id },
  })
}

const ASSIGNED = z
  .object({ assignees: z.array(z.object({ login: z.string() })).nullish() })
  .transform(({ assignees }) => new Set((assignees ?? []).map(({ login }) => login.toLowerCase())))

const TRIAGE = z.object({
  user: authorSchema,
  labels: labelsSchema,
  requested_reviewers: z.array(accountSchema).nullish(),
  milestone: z.object({ number: z.int() }).nullish(),
})

/** GitHub drops who reviewed from those who are asked for a review. */
async function findTriage(ground: RepositoryContext, pull_number: number): Promise<PullRequestTriage | null> {
  const { client, at } = ground
  const pull = await findNamed(ground, TRIAGE, (rest) => rest.pulls.get({ ...at, pull_number }))
  if (!pull) return null
  const reviews = await client.list(REVIEWS, (rest, page) =>
    rest.pulls.listReviews({ ...at, ...page, pull_number }),
  )
  const people = [
    ...(pull.requested_reviewers ?? []).flatMap(({ kind, login }) => (kind === 'user' ? [login] : [])),
    ...reviews.flatMap(({ isBot, login }) => (isBot ? [] : [login])),
  ]
  const reviewers = [...new Set(people)].filter((login) => login !== pull.user.login)
  return { labels: pull.labels, reviewers, milestone: pull.milestone?.number ?? null }
}

const MOST_REVIEWERS = 15

/** One reviewer at a time: GitHub refuses all for one who isn't a collaborator. */
async function addTriage(
  { client, at }: RepositoryContext,
  number: number,
  { labels, reviewers, milestone }: PullRequestTriage,
): Promise<void> {
  const issue = { ...at, issue_number: number }
  if (labels.length > 0)
    await client.write(ANYTHING, (rest) => rest.issues.addLabels({ ...issue, labels: [...labels] }))
  if (milestone !== null)
    await passOver(client.write(ANYTHING, (rest) => rest.issues.update({ ...issue, milestone })))
  for (const login of reviewers.slice(0, MOST_REVIEWERS)) {
    const reviews = { ...at, pull_number: number, reviewers: [login] }
    await passOver(client.write(ANYTHING, (rest) => rest.pulls.requestReviewers(reviews)))
  }
}

/** @throws what isn't GitHub's word that there is no such thing, or that it can't be so */
async function passOver(writing: Promise<unknown>): Promise<void> {
  await writing.catch((error: unknown) => {
    const status = getStatus(error)
    if (status !== 404 && status !== 422) throw error
  })
}

const MOST_ASSIGNEES = 10

/** GitHub passes over accounts that may not be assigned, and refuses all for a name that is nobody's. */
async function assign(
  { client, at }: RepositoryContext,
  accounts: Accounts,
  { number: issue_number, logins }: { readonly number: number; readonly logins: readonly string[] },
): Promise<void> {
  const [real, assigned] = await Promise.all([
    accounts.findIds(client, logins),
    client.read(ASSIGNED, (rest) => rest.issues.get({ ...at, issue_number })),
  ])
  const assignees = [...real.keys()]
    .filter((login) => !assigned.has(login.toLowerCase()))
    .slice(0, MOST_ASSIGNEES)
  if (assignees.length === 0) return
  await passOver(
    client.write(ANYTHING, (rest) => rest.issues.addAssignees({ ...at, issue_number, assignees })),
  )
}
