import { buildSchema, graphql } from 'graphql'
import { z } from 'zod'
import { setDraft } from '../actions/pulls.ts'
import { replyOk } from '../http/answer.ts'
import { type ApiRequest, type ApiRoute, getActor, getRole, parseInput } from '../http/route.ts'
import type { Repository } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { allows, createNodeId, findRepository } from '../world.ts'
import { createPullNode, createRepositoryNode } from './nodes.ts'
import { createForbidden, createMissing, viewError } from './problem.ts'
import { SCHEMA } from './schema.ts'

const schema = buildSchema(SCHEMA)
const QUERY = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** GitHub's GraphQL endpoint. Like GitHub, it answers 200 with `errors` where something is wrong. */
export const GRAPHQL_ROUTES: readonly ApiRoute[] = [
  {
    call: 'graphql',
    method: 'POST',
    path: '/graphql',
    answer: async (call) => {
      getActor(call)
      const { query, variables, operationName } = parseInput(call, QUERY)
      const rootValue = createRoot(call)
      const result = await graphql({
        schema,
        source: query,
        rootValue,
        variableValues: variables,
        operationName,
      })
      const { data = null, errors } = result
      return replyOk({ data, ...(errors ? { errors: errors.map(viewError) } : {}) })
    },
  },
]

interface DraftInput {
  readonly input: { readonly pullRequestId: string; readonly clientMutationId?: string }
}

function createRoot(call: ApiRequest) {
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) => {
      const repository = findRepository(call.world, `${owner}/${name}`)
      if (repository && sees(call, repository)) return createRepositoryNode(call.world, repository)
      throw createMissing(`Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
    node: ({ id }: { readonly id: string }) => {
      const at = findPullById(call, id)
      if (!at) throw createMissing(`Could not resolve to a node with the global id of '${id}'`)
      return { __typename: 'PullRequest', ...createPullNode(call.world, at.repository, at.issue) }
    },
    convertPullRequestToDraft: ({ input: given }: DraftInput) => changeDraft(call, given, 'draft'),
    markPullRequestReadyForReview: ({ input: given }: DraftInput) => changeDraft(call, given, 'ready'),
  }
}

async function changeDraft(call: ApiRequest, given: DraftInput['input'], state: 'draft' | 'ready') {
  const at = findPullById(call, given.pullRequestId)
  if (!at) throw createMissing(`Could not resolve to a node with the global id of '${given.pullRequestId}'`)
  if (!writes(call, at.repository)) throw createForbidden()
  await setDraft({ world: call.world, repository: at.repository, by: getActor(call) }, at.issue, state)
  return {
    pullRequest: createPullNode(call.world, at.repository, at.issue),
    clientMutationId: given.clientMutationId ?? null,
  }
}

function findPullById(
  call: ApiRequest,
  id: string,
): { readonly repository: Repository; readonly issue: PullIssue } | undefined {
  for (const repository of call.world.repositories.values()) {
    const issue = repository.issues.find((one) => createNodeId('PullRequest', one.id) === id)
    if (isPull(issue) && sees(call, repository)) return { repository, issue }
  }
  return undefined
}

function sees({ caller }: ApiRequest, repository: Repository): boolean {
  if (caller.kind === 'installation') return caller.repositories?.includes(repository.id) ?? true
  return caller.kind === 'person' && getRole(repository, caller.account) !== 'none'
}

function writes({ caller }: ApiRequest, repository: Repository): boolean {
  if (caller.kind === 'installation') return allows(caller.permissions, 'pull_requests', 'write')
  return caller.kind === 'person' && /^(write|maintain|admin)$/.test(getRole(repository, caller.account))
}
