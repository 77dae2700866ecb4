import type { Hub } from '../../../runtime/ports/github.ts'
import type { Accounts } from '../accounts.ts'
import { checksOf } from './checks.ts'
import type { Ground } from './ground.ts'
import { issuesOf } from './issues.ts'
import { originsOf, pullRequestsClosing } from './origins.ts'
import { peopleOf } from './people.ts'
import { factsOf } from './pull-request-facts.ts'
import { pullRequestsOf } from './pull-requests.ts'
import { refsOf } from './refs.ts'
import { releasesOf } from './releases.ts'
import { repositoryOf } from './repository.ts'
import { workflowsOf } from './workflows.ts'

/** Everything that the App does in one repository. */
export function hubOn(ground: Ground, accounts: Accounts): Hub {
  return {
    ...repositoryOf(ground),
    ...peopleOf(ground, accounts),
    ...issuesOf(ground),
    ...pullRequestsOf(ground, accounts),
    ...refsOf(ground),
    ...checksOf(ground),
    ...workflowsOf(ground),
    ...releasesOf(ground),
    pullRequestsClosing: (issue) => pullRequestsClosing(ground, issue),
    facts: (numbers) => factsOf(ground, numbers),
    pullRequestsOf: (commits) => originsOf(ground, commits),
  }
}
