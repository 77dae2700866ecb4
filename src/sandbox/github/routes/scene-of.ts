import type { Scene } from '../actions/scene.ts'
import { found } from '../http/problem.ts'
import { actorOf, numberParam, type RepositoryCall } from '../http/route.ts'
import type { Issue } from '../state.ts'
import { isPull, type PullIssue } from '../views/pull.ts'
import { issueNumbered } from '../world.ts'

/** Where a call happens, and who makes it. */
export function sceneOf(call: RepositoryCall): Scene {
  return { world: call.world, repository: call.repository, by: actorOf(call) }
}

export function issueOf(call: RepositoryCall): Issue {
  return found(issueNumbered(call.repository, numberParam(call, 'issue_number')))
}

export function pullOf(call: RepositoryCall): PullIssue {
  const issue = issueNumbered(call.repository, numberParam(call, 'pull_number'))
  return found(isPull(issue) ? issue : undefined)
}
