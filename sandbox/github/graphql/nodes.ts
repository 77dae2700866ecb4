import { listClosedBy } from '../actions/mentions.ts'
import { checkMergeability } from '../actions/pulls.ts'
import { getRole } from '../http/route.ts'
import type { Repository, Review, StoredIssue } from '../state.ts'
import { listLabels } from '../views/issue.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { createNodeId, findIssue, formatFullName, toIsoTime, type World } from '../world.ts'
import {
  createActorNode,
  createCommitNode,
  createObjectNode,
  type GraphqlContext,
  listPullCommits,
} from './commit-node.ts'
import { createConnection, type Window } from './connection.ts'
import { createMissing } from './problem.ts'

type Node = Record<string, unknown>

export function createRepositoryNode(world: World, repository: Repository): Node {
  const context = createGraphqlContext(world, repository)
  return {
    id: createNodeId('Repository', repository.id),
    databaseId: repository.id,
    nameWithOwner: formatFullName(repository),
    issue: ({ number }: { readonly number: number }) => {
      const issue = findIssue(repository, number)
      if (!issue || issue.pull)
        throw createMissing(`Could not resolve to an Issue with the number of ${number}.`)
      return createIssueNode(context, issue)
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      const issue = findIssue(repository, number)
      if (!isPull(issue))
        throw createMissing(`Could not resolve to a PullRequest with the number of ${number}.`)
      return createPullNode(world, repository, issue)
    },
    object: ({ oid, expression }: { readonly oid?: string; readonly expression?: string }) =>
      createObjectNode(context, oid ?? expression ?? ''),
  }
}

function createGraphqlContext(world: World, repository: Repository): GraphqlContext {
  return {
    world,
    repository,
    repositoryNode: () => createRepositoryNode(world, repository),
    pullNode: (issue) => createPullNode(world, repository, issue),
  }
}

function createIssueNode(context: GraphqlContext, issue: StoredIssue): Node {
  const { repository } = context
  return {
    ...createCommonNode(context, issue),
    id: createNodeId('Issue', issue.id),
    state: issue.closed ? 'CLOSED' : 'OPEN',
    createdAt: toIsoTime(issue.createdAt),
    closedByPullRequestsReferences: (page: Window & { readonly includeClosedPrs: boolean }) => {
      const pulls = repository.issues
        .filter(isPull)
        .filter((one) => listClosedBy(one.body ?? '').includes(issue.number))
        .filter((one) => page.includeClosedPrs || !one.closed || one.pull.merged)
      return createConnection(pulls.map(context.pullNode), page)
    },
  }
}

/** What issues and pull requests have both. */
function createCommonNode({ repository, repositoryNode: whole }: GraphqlContext, issue: StoredIssue): Node {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? '',
    author: createActorNode(issue.by),
    repository: whole,
    labels: (window: Window) =>
      createConnection(
        listLabels(repository, issue).map(({ id, name }) => ({ id: createNodeId('Label', id), name })),
        window,
      ),
  }
}

export function createPullNode(world: World, repository: Repository, issue: PullIssue): Node {
  const context = createGraphqlContext(world, repository)
  const { pull } = issue
  const closed = issue.closed ? 'CLOSED' : 'OPEN'
  return {
    ...createCommonNode(context, issue),
    id: createNodeId('PullRequest', issue.id),
    isDraft: () => pull.draft,
    merged: pull.merged !== null,
    mergedAt: pull.merged ? toIsoTime(pull.merged.at) : null,
    mergeCommit: () => (pull.merged ? createCommitNode(context, pull.merged.commit) : null),
    baseRefName: pull.baseBranch,
    state: pull.merged ? 'MERGED' : closed,
    mergeable: async () => formatMergeable((await checkMergeability(repository, issue)).mergeable),
    commits: (window: Window) => createOwnCommits(context, issue, window),
    reviews: ({ states, ...window }: Window & { readonly states?: readonly string[] }) =>
      createConnection(
        pull.reviews
          .filter(({ state }) => states?.includes(state) ?? true)
          .map((review) => reviewNode(repository, review)),
        window,
      ),
    reviewDecision: () => getReviewDecision(repository, issue),
    closingIssuesReferences: (window: Window) => {
      const issues = listClosedBy(issue.body ?? '').flatMap((number) => findIssue(repository, number) ?? [])
      return createConnection(
        issues.filter((one) => !one.pull).map((one) => createIssueNode(context, one)),
        window,
      )
    },
  }
}

async function createOwnCommits(context: GraphqlContext, issue: PullIssue, window: Window): Promise<Node> {
  const commits = await listPullCommits(context.repository, issue)
  const nodes = commits.map((commit) => ({
    id: createNodeId('PullRequestCommit', commit.sha),
    commit: createCommitNode(context, commit.sha, commit),
  }))
  return createConnection(nodes, window)
}

function reviewNode(repository: Repository, { id, by, state, submittedAt }: Review): Node {
  return {
    id: createNodeId('PullRequestReview', id),
    state,
    submittedAt: toIsoTime(submittedAt),
    author: createActorNode(by),
    authorCanPushToRepository: /^(write|maintain|admin)$/.test(getRole(repository, by)),
  }
}

function formatMergeable(mergeable: boolean | null): string {
  if (mergeable === null) return 'UNKNOWN'
  return mergeable ? 'MERGEABLE' : 'CONFLICTING'
}

function getReviewDecision(repository: Repository, { pull }: PullIssue): string | null {
  const last = new Map(
    pull.reviews.filter(({ state }) => state !== 'COMMENTED').map((one) => [one.by.id, one.state]),
  )
  const states = [...last.values()]
  if (states.includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  if (states.includes('APPROVED')) return 'APPROVED'
  return (repository.protections.get(pull.baseBranch)?.reviews ?? 0) > 0 ? 'REVIEW_REQUIRED' : null
}
