import { buildSchema, graphql } from 'graphql'
import { z } from 'zod'
import { setDraft } from '../actions/pulls.ts'
import { ok } from '../http/answer.ts'
import { actorOf, type Call, input, type Route, roleOf } from '../http/route.ts'
import type { Repository } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { allows, nodeId, repositoryNamed } from '../world.ts'
import { pullNode, repositoryNode } from './nodes.ts'
import { forbidden, missing, viewError } from './problem.ts'
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
      const { data = null, errors } = result
      return ok({ data, ...(errors ? { errors: errors.map(viewError) } : {}) })
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
      if (repository && sees(call, repository)) return repositoryNode(call.world, repository)
      throw missing(`Could not resolve to a Repository with the name '${owner}/${name}'.`)
    },
    node: ({ id }: { readonly id: string }) => {
      const at = pullWithId(call, id)
      if (!at) throw missing(`Could not resolve to a node with the global id of '${id}'`)
      return { __typename: 'PullRequest', ...pullNode(call.world, at.repository, at.issue) }
    },
    convertPullRequestToDraft: ({ input: given }: DraftInput) => draft(call, given, 'draft'),
    markPullRequestReadyForReview: ({ input: given }: DraftInput) => draft(call, given, 'ready'),
  }
}

async function draft(call: Call, given: DraftInput['input'], state: 'draft' | 'ready') {
  const at = pullWithId(call, given.pullRequestId)
  if (!at) throw missing(`Could not resolve to a node with the global id of '${given.pullRequestId}'`)
  if (!writes(call, at.repository)) throw forbidden()
  await setDraft({ world: call.world, repository: at.repository, by: actorOf(call) }, at.issue, state)
  return {
    pullRequest: pullNode(call.world, at.repository, at.issue),
    clientMutationId: given.clientMutationId ?? null,
  }
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
  if (caller.kind === 'installation') return caller.repositories?.includes(repository.id) ?? true
  return caller.kind === 'person' && roleOf(repository, caller.account) !== 'none'
}

function writes({ caller }: Call, repository: Repository): boolean {
  if (caller.kind === 'installation') return allows(caller.permissions, 'pull_requests', 'write')
  return caller.kind === 'person' && /^(write|maintain|admin)$/.test(roleOf(repository, caller.account))
}
