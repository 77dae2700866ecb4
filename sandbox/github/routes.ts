import { GRAPHQL_ROUTES } from './graphql/route.ts'
import type { ApiRoute } from './http/route.ts'
import { ADVISORY_ROUTES } from './routes/advisories.ts'
import { APP_ROUTES } from './routes/app.ts'
import { BRANCH_ROUTES } from './routes/branches.ts'
import { CHECK_ROUTES } from './routes/checks.ts'
import { COMMENT_ROUTES } from './routes/comments.ts'
import { COMMIT_ROUTES } from './routes/commits.ts'
import { DEPLOYMENT_ROUTES } from './routes/deployments.ts'
import { ISSUE_ROUTES } from './routes/issues.ts'
import { LABEL_ROUTES } from './routes/labels.ts'
import { PEOPLE_ROUTES } from './routes/people.ts'
import { PULL_ROUTES } from './routes/pulls.ts'
import { REFERENCE_ROUTES } from './routes/references.ts'
import { RELEASE_ROUTES } from './routes/releases.ts'
import { WORKFLOW_ROUTES } from './routes/workflows.ts'

/** Every call of the API that the sandbox's GitHub answers. */
export const ROUTES: readonly ApiRoute[] = [
  ...APP_ROUTES,
  ...PEOPLE_ROUTES,
  ...REFERENCE_ROUTES,
  ...COMMIT_ROUTES,
  ...BRANCH_ROUTES,
  ...PULL_ROUTES,
  ...ISSUE_ROUTES,
  ...COMMENT_ROUTES,
  ...LABEL_ROUTES,
  ...CHECK_ROUTES,
  ...WORKFLOW_ROUTES,
  ...DEPLOYMENT_ROUTES,
  ...RELEASE_ROUTES,
  ...ADVISORY_ROUTES,
  ...GRAPHQL_ROUTES,
]
