import { buildSchema, GraphQLError, graphql } from 'graphql'
import { z } from 'zod'
import { closedBy } from '../actions/mentions.ts'
import { mergeabilityOf, setDraft } from '../actions/pulls.ts'
import { ok } from '../http/answer.ts'
import { actorOf, type Call, input, type Route, roleOf } from '../http/route.ts'
import type { Issue, Repository } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { allows, fullName, issueNumbered, nodeId, repositoryNamed } from '../world.ts'
import { SCHEMA } from './schema.ts'

const schema = buildSchema(SCHEMA)
const QUERY = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** GitHub's GraphQL endpoint. Like GitHub, it answers 200 with `errors` where something is wrong. */
export const GRAPHQL_ROUTES: readonly Route[] = [
  {
    call: 'graphql',
    method: 'POST',
    path: '/graphql',
    answer: async (call) => {
      actorOf(call)
      const { query, variables, operationName } = input(call, QUERY)
      const rootValue = rootOf(call)
      const result = await graphql({
        schema,
        source: query,
        rootValue,
        variableValues: variables,
        operationName,
      })
      return ok(result)
    },
  },
]

interface DraftInput {
  readonly input: { readonly pullRequestId: string; readonly clientMutationId?: string }
}

function rootOf(call: Call) {
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repository = repositoryNamed(call.world, `${owner}/${name}`)
      if (repository && sees(call, repository)) return repositoryNode(repository)
      throw missing(`Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
    node: ({ id }: { readonly id: string }) => {
      const at = pullWithId(call, id)
      if (!at) throw missing(`Could not resolve to a node with the global id of '${id}'`)
      return { __typename: 'PullRequest', ...pullNode(at.repository, at.issue) }
    },
    convertPullRequestToDraft: ({ input: given }: DraftInput) => draft(call, given, 'draft'),
    markPullRequestReadyForReview: ({ input: given }: DraftInput) => draft(call, given, 'ready'),
  }
}

async function draft(call: Call, given: DraftInput['input'], state: 'draft' | 'ready') {
  const at = pullWithId(call, given.pullRequestId)
  if (!at) throw missing(`Could not resolve to a node with the global id of '${given.pullRequestId}'`)
  if (!writes(call, at.repository)) {
    throw new GraphQLError('Resource not accessible by integration', { extensions: { type: 'FORBIDDEN' } })
  }
  await setDraft({ world: call.world, repository: at.repository, by: actorOf(call) }, at.issue, state)
  return { pullRequest: pullNode(at.repository, at.issue), clientMutationId: given.clientMutationId ?? null }
}

function repositoryNode(repository: Repository) {
  return {
    id: nodeId('Repository', repository.id),
    nameWithOwner: fullName(repository),
    issue: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(repository, number)
      if (!issue || issue.pull) throw missing(`Could not resolve to an Issue with the number of ${number}.`)
      return issueNode(repository, issue)
    },
    pullRequest: ({ number }: { readonly number: number }) => {
      const issue = issueNumbered(repository, number)
      if (!isPull(issue)) throw missing(`Could not resolve to a PullRequest with the number of ${number}.`)
      return pullNode(repository, issue)
    },
  }
}

function issueNode(repository: Repository, issue: Issue): Record<string, unknown> {
  return {
    id: nodeId('Issue', issue.id),
    number: issue.number,
    title: issue.title,
    state: issue.closed ? 'CLOSED' : 'OPEN',
    closedByPullRequestsReferences: (page: {
      readonly first?: number
      readonly includeClosedPrs: boolean
    }) => {
      const pulls = repository.issues
        .filter(isPull)
        .filter((one) => closedBy(one.body ?? '').includes(issue.number))
        .filter((one) => page.includeClosedPrs || !one.closed || one.pull.merged)
      return connection(
        pulls.map((one) => pullNode(repository, one)),
        page.first,
      )
    },
  }
}

function pullNode(repository: Repository, issue: PullIssue): Record<string, unknown> {
  const closed = issue.closed ? 'CLOSED' : 'OPEN'
  return {
    id: nodeId('PullRequest', issue.id),
    number: issue.number,
    title: issue.title,
    isDraft: () => issue.pull.draft,
    merged: issue.pull.merged !== null,
    state: issue.pull.merged ? 'MERGED' : closed,
    mergeable: async () => mergeableWord((await mergeabilityOf(repository, issue)).mergeable),
    reviewDecision: () => decisionOf(repository, issue),
    closingIssuesReferences: (page: { readonly first?: number }) => {
      const issues = closedBy(issue.body ?? '').flatMap((number) => issueNumbered(repository, number) ?? [])
      return connection(
        issues.filter(({ pull }) => !pull).map((one) => issueNode(repository, one)),
        page.first,
      )
    },
  }
}

function connection(nodes: readonly Record<string, unknown>[], first = 100) {
  return { nodes: nodes.slice(0, first), totalCount: nodes.length }
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

function pullWithId(
  call: Call,
  id: string,
): { readonly repository: Repository; readonly issue: PullIssue } | undefined {
  for (const repository of call.world.repositories.values()) {
    const issue = repository.issues.find((one) => nodeId('PullRequest', one.id) === id)
    if (isPull(issue) && sees(call, repository)) return { repository, issue }
  }
  return undefined
}

function sees({ caller }: Call, repository: Repository): boolean {
  if (caller.kind === 'installation') return caller.repositories?.includes(repository.name) ?? true
  return caller.kind === 'person' && roleOf(repository, caller.account) !== 'none'
}

function writes({ caller }: Call, repository: Repository): boolean {
  if (caller.kind === 'installation') return allows(caller.permissions, 'pull_requests', 'write')
  return caller.kind === 'person' && /^(write|maintain|admin)$/.test(roleOf(repository, caller.account))
}

function missing(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type: 'NOT_FOUND' } })
}
