import type { ActionContext } from '../actions/action-context.ts'
import { requireFound } from '../http/problem.ts'
import { getActor, getNumberParam, type RepositoryCall } from '../http/route.ts'
import type { StoredIssue } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { findIssue } from '../world.ts'

/** Where a call happens, and who makes it. */
export function createActionContext(call: RepositoryCall): ActionContext {
  return { world: call.world, repository: call.repository, by: getActor(call) }
}

export function findCallIssue(call: RepositoryCall): StoredIssue {
  return requireFound(findIssue(call.repository, getNumberParam(call, 'issue_number')))
}

export function findCallPull(call: RepositoryCall): PullIssue {
  const issue = findIssue(call.repository, getNumberParam(call, 'pull_number'))
  return requireFound(isPull(issue) ? issue : undefined)
}
