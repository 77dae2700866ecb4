import { z } from 'zod'
import { parseReleaseNote } from '../../../release/changes/release-note.ts'
import { hasVulnerability } from '../../../release/eligibility/signs.ts'
import type { Person } from '../../../release/lifecycle/who.ts'
import type { PullRequestFacts } from '../../../runtime/ports/github.ts'
import { actorSchema, timeSchema } from './account.ts'
import { queryInBatches } from './batches.ts'
import { contexts, hasPassed } from './checks/rollup.ts'
import type { RepositoryContext } from './repository-context.ts'

const ACTOR = '__typename login ... on User { databaseId } ... on Bot { databaseId }'
const LABELS = 'labels(first: 100) { nodes { name } }'
const COMMIT_PAGE = `pageInfo { hasNextPage endCursor }
  nodes { commit { authors(first: 10) { nodes { user { databaseId login } } } } }`
/** What of a pull request the criteria need; in the repository's own words of GraphQL. */
const FIELDS = `
  number title body mergedAt ${LABELS}
  author { ${ACTOR} }
  commits(first: 100) { ${COMMIT_PAGE} }
  head: commits(last: 1) { nodes { commit { statusCheckRollup { state contexts(first: 100) {
    totalCount
    nodes {
      __typename
      ... on CheckRun { conclusion checkSuite { app { databaseId } } }
      ... on StatusContext { state }
    } } } } } }
  reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED]) {
    nodes { state submittedAt authorCanPushToRepository author { login } } }
  closingIssuesReferences(first: 20) { nodes { number title body createdAt repository { databaseId } ${LABELS} } }`

const names = z
  .object({ nodes: z.array(z.object({ name: z.string() }).nullable()).nullish() })
  .nullish()
  .transform((all) => (all?.nodes ?? []).flatMap((one) => one?.name ?? []))
const user = z.object({ databaseId: z.int().nullish(), login: z.string() }).nullish()
const COMMITS = z
  .object({
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
    nodes: z
      .array(z.object({ commit: z.object({ authors: createNodesSchema(z.object({ user })) }) }).nullable())
      .nullish(),
  })
  .transform(({ nodes, pageInfo }) => ({
    authors: (nodes ?? []).flatMap((one) => one?.commit.authors ?? []),
    next: pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null,
  }))
const REVIEWS = createNodesSchema(
  z.object({
    state: z.string(),
    submittedAt: timeSchema.nullish(),
    authorCanPushToRepository: z.boolean(),
    author: z.object({ login: z.string() }).nullish(),
  }),
)
const ISSUES = createNodesSchema(
  z.object({
    number: z.int(),
    title: z.string().catch(''),
    body: z.string().catch(''),
    createdAt: timeSchema,
    repository: z.object({ databaseId: z.int().nullish() }),
    labels: names,
  }),
)
const PULL = z.object({
  number: z.int(),
  title: z.string(),
  body: z.string().catch(''),
  mergedAt: timeSchema.nullish(),
  labels: names,
  author: actorSchema,
  commits: COMMITS,
  head: createNodesSchema(z.object({ commit: z.object({ statusCheckRollup: contexts }) })),
  reviews: REVIEWS,
  closingIssuesReferences: ISSUES,
})
type Pull = z.output<typeof PULL>
const LATER = z.object({ repository: z.object({ pullRequest: z.object({ commits: COMMITS }) }) })

/** GitHub gives lists as connections, whose nodes may each be missing. */
function createNodesSchema<T extends z.ZodType>(node: T) {
  return z
    .object({ nodes: z.array(node.nullable()).nullish() })
    .nullish()
    .transform((all): z.output<T>[] => (all?.nodes ?? []).flatMap((one) => (one === null ? [] : [one])))
}

/** Whose pull requests, and as whom they are asked for. */
export type FactsPlace = Pick<RepositoryContext, 'client' | 'at' | 'ref' | 'appId'>

/** §1.1: what GitHub knows of pull requests, many at a time. */
export async function fetchFacts(
  ground: FactsPlace,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, PullRequestFacts>> {
  const found = await queryInBatches(ground, {
    keys: numbers,
    type: 'Int!',
    field: (number) => `pullRequest(number: ${number}) { ${FIELDS} }`,
    schema: PULL,
  })
  const facts = new Map<number, PullRequestFacts>()
  for (const [number, pull] of found) {
    const { authors, next } = pull.commits
    const others = next === null ? [] : await listLaterAuthors(ground, number, next)
    facts.set(number, toFacts({ ...pull, commits: { authors: [...authors, ...others], next: null } }, ground))
  }
  return facts
}

/** The authors of the commits behind the first page: who wrote the hundred and first is an author too (threat B3). */
async function listLaterAuthors(
  { client, at }: FactsPlace,
  number: number,
  from: string,
): Promise<z.output<typeof COMMITS>['authors']> {
  const authors: z.output<typeof COMMITS>['authors'] = []
  for (let after: string | null = from; after !== null; ) {
    const { repository }: z.output<typeof LATER> = await client.query(LATER, {
      query: `query ($owner: String!, $repo: String!, $number: Int!, $after: String!) {
        repository(owner: $owner, name: $repo) { pullRequest(number: $number) {
          commits(first: 100, after: $after) { ${COMMIT_PAGE} } } } }`,
      variables: { ...at, number, after },
    })
    authors.push(...repository.pullRequest.commits.authors)
    after = repository.pullRequest.commits.next
  }
  return authors
}

function toFacts(pull: Pull, { appId, ref }: FactsPlace): PullRequestFacts {
  return {
    number: pull.number,
    title: pull.title,
    labels: pull.labels,
    authors: listAuthors(pull),
    reviewed: isReviewed(pull),
    checksPassed: hasPassed(pull.head[0]?.commit.statusCheckRollup ?? null, appId),
    issues: pull.closingIssuesReferences
      .filter(({ repository }) => repository.databaseId === ref.id)
      .map(({ number, labels, createdAt: reportedAt }) => ({ number, labels, reportedAt })),
    namesVulnerability: describesVulnerability(pull),
    releaseNote: parseReleaseNote(pull.body),
  }
}

/** Whether its text, or that of an issue that it closes, names a CVE, an advisory or a CVSS score. */
function describesVulnerability({ body, closingIssuesReferences }: Pull): boolean {
  const texts = closingIssuesReferences.flatMap((issue) => [issue.title, issue.body])
  return [body, ...texts].some(hasVulnerability)
}

function listAuthors({ author, commits }: Pull): readonly Person[] {
  const people = new Map<number, Person>([[author.id, { id: author.id, login: author.login }]])
  for (const { user: one } of commits.authors)
    if (one?.databaseId) people.set(one.databaseId, { id: one.databaseId, login: one.login })
  return [...people.values()]
}

/** Somebody with write access approved before the merge, and that was their last word until then. */
function isReviewed({ reviews, mergedAt }: Pull): boolean {
  const last = new Map<string, string>()
  for (const { state, submittedAt, authorCanPushToRepository, author } of reviews) {
    const inTime = mergedAt == null || (submittedAt != null && submittedAt <= mergedAt)
    if (inTime && authorCanPushToRepository && author) last.set(author.login, state)
  }
  return [...last.values()].includes('APPROVED')
}
