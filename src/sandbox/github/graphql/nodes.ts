import { closedBy } from '../actions/mentions.ts'
import { mergeabilityOf } from '../actions/pulls.ts'
import { roleOf } from '../http/route.ts'
import type { Issue, Repository, Review } from '../state.ts'
import { labelsOf } from '../views/issue.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { fullName, iso, issueNumbered, nodeId, type World } from '../world.ts'
import { actorNode, commitNode, commitsOf, objectNode, type Scenery } from './commit-node.ts'
import { connection, type Window } from './connection.ts'
import { missing } from './problem.ts'

type Node = Record<string, unknown>

export function repositoryNode(world: World, repository: Repository): Node {
  const scenery = sceneryOf(world, repository)
  return {
    id: nodeId('Repository', repository.id),
    databaseId: repository.id,
    nameWithOwner: fullName(repository),
    issue: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(repository, number)
      if (!issue || issue.pull) throw missing(`Could not resolve to an Issue with the number of ${number}.`)
      return issueNode(scenery, issue)
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(repository, number)
      if (!isPull(issue)) throw missing(`Could not resolve to a PullRequest with the number of ${number}.`)
      return pullNode(world, repository, issue)
    },
    object: ({ oid, expression }: { readonly oid?: string; readonly expression?: string }) =>
      objectNode(scenery, oid ?? expression ?? ''),
  }
}

function sceneryOf(world: World, repository: Repository): Scenery {
  return {
    world,
    repository,
    repositoryNode: () => repositoryNode(world, repository),
    pullNode: (issue) => pullNode(world, repository, issue),
  }
}

function issueNode(scenery: Scenery, issue: Issue): Node {
  const { repository } = scenery
  return {
    ...nodeOfBoth(scenery, issue),
    id: nodeId('Issue', issue.id),
    state: issue.closed ? 'CLOSED' : 'OPEN',
    createdAt: iso(issue.createdAt),
    closedByPullRequestsReferences: (page: Window & { readonly includeClosedPrs: boolean }) => {
      const pulls = repository.issues
        .filter(isPull)
        .filter((one) => closedBy(one.body ?? '').includes(issue.number))
        .filter((one) => page.includeClosedPrs || !one.closed || one.pull.merged)
      return connection(pulls.map(scenery.pullNode), page)
    },
  }
}

/** What issues and pull requests have both. */
function nodeOfBoth({ repository, repositoryNode: whole }: Scenery, issue: Issue): Node {
  return {
    number: issue.number,
    title: issue.title,
    author: actorNode(issue.by),
    repository: whole,
    labels: (window: Window) =>
      connection(
        labelsOf(repository, issue).map(({ id, name }) => ({ id: nodeId('Label', id), name })),
        window,
      ),
  }
}

export function pullNode(world: World, repository: Repository, issue: PullIssue): Node {
  const scenery = sceneryOf(world, repository)
  const { pull } = issue
  const closed = issue.closed ? 'CLOSED' : 'OPEN'
  return {
    ...nodeOfBoth(scenery, issue),
    id: nodeId('PullRequest', issue.id),
    isDraft: () => pull.draft,
    merged: pull.merged !== null,
    mergedAt: pull.merged ? iso(pull.merged.at) : null,
    mergeCommit: () => (pull.merged ? commitNode(scenery, pull.merged.commit) : null),
    baseRefName: pull.baseBranch,
    state: pull.merged ? 'MERGED' : closed,
    mergeable: async () => mergeableWord((await mergeabilityOf(repository, issue)).mergeable),
    commits: (window: Window) => ownCommits(scenery, issue, window),
    reviews: ({ states, ...window }: Window & { readonly states?: readonly string[] }) =>
      connection(
        pull.reviews
          .filter(({ state }) => states?.includes(state) ?? true)
          .map((review) => reviewNode(repository, review)),
        window,
      ),
    reviewDecision: () => decisionOf(repository, issue),
    closingIssuesReferences: (window: Window) => {
      const issues = closedBy(issue.body ?? '').flatMap((number) => issueNumbered(repository, number) ?? [])
      return connection(
        issues.filter((one) => !one.pull).map((one) => issueNode(scenery, one)),
        window,
      )
    },
  }
}

async function ownCommits(scenery: Scenery, issue: PullIssue, window: Window): Promise<Node> {
  const commits = await commitsOf(scenery.repository, issue)
  const nodes = commits.map((commit) => ({
    id: nodeId('PullRequestCommit', commit.sha),
    commit: commitNode(scenery, commit.sha, commit),
  }))
  return connection(nodes, window)
}

function reviewNode(repository: Repository, { id, by, state, submittedAt }: Review): Node {
  return {
    id: nodeId('PullRequestReview', id),
    state,
    submittedAt: iso(submittedAt),
    author: actorNode(by),
    authorCanPushToRepository: /^(write|maintain|admin)$/.test(roleOf(repository, by)),
  }
}

function mergeableWord(mergeable: boolean | null): string {
  if (mergeable === null) return 'UNKNOWN'
  return mergeable ? 'MERGEABLE' : 'CONFLICTING'
}

function decisionOf(repository: Repository, { pull }: PullIssue): string | null {
  const last = new Map(
    pull.reviews.filter(({ state }) => state !== 'COMMENTED').map((one) => [one.by.id, one.state]),
  )
  const states = [...last.values()]
  if (states.includes('CHANGES_REQUESTED')) return 'CHANGES_REQUESTED'
  if (states.includes('APPROVED')) return 'APPROVED'
  return (repository.protections.get(pull.baseBranch)?.reviews ?? 0) > 0 ? 'REVIEW_REQUIRED' : null
}
