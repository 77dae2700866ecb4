import type { GitHubRepository } from '../../../runtime/ports/github.ts'
import type { Accounts } from '../accounts.ts'
import { createAdvisories } from './advisories.ts'
import { createChecks } from './checks/checks.ts'
import { createDeployments } from './checks/deployments.ts'
import { createWorkflows } from './checks/workflows.ts'
import { createIssues } from './issues.ts'
import { findOrigins, listPullRequestsClosing } from './origins.ts'
import { createPeople } from './people.ts'
import { fetchFacts } from './pull-request-facts.ts'
import { createPullRequests } from './pull-requests.ts'
import { createRefs } from './refs.ts'
import { createReleases } from './releases.ts'
import { createRepository } from './repository-api.ts'
import type { RepositoryContext } from './repository-context.ts'

/** Everything that the App does in one repository. */
export function createRepositoryClient(ground: RepositoryContext, accounts: Accounts): GitHubRepository {
  return {
    ...createRepository(ground),
    ...createPeople(ground, accounts),
    ...createIssues(ground),
    ...createPullRequests(ground, accounts),
    ...createRefs(ground),
    ...createChecks(ground),
    ...createWorkflows(ground),
    ...createDeployments(ground),
    ...createReleases(ground),
    ...createAdvisories(ground),
    listPullRequestsClosing: (issue) => listPullRequestsClosing(ground, issue),
    fetchFacts: (numbers) => fetchFacts(ground, numbers),
    findPullRequestsOf: (commits, side) => findOrigins(ground, commits, side),
  }
}
