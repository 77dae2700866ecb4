import type { ApplicationFunctionOptions, Probot } from 'probot'
import { registerCheckRun } from './runtime/handlers/check-run.ts'
import { registerCheckSuite } from './runtime/handlers/check-suite.ts'
import { registerCreate } from './runtime/handlers/create.ts'
import { registerDelete } from './runtime/handlers/delete.ts'
import { registerDeploymentStatus } from './runtime/handlers/deployment-status.ts'
import { registerIssueComment } from './runtime/handlers/issue-comment.ts'
import { registerIssues } from './runtime/handlers/issues.ts'
import { registerPullRequest } from './runtime/handlers/pull-request.ts'
import { registerPullRequestReview } from './runtime/handlers/pull-request-review.ts'
import { registerPush } from './runtime/handlers/push.ts'
import { registerRepositoryAdvisory } from './runtime/handlers/repository-advisory.ts'
import { registerStatus } from './runtime/handlers/status.ts'
import { registerWorkflowRun } from './runtime/handlers/workflow-run.ts'
import { refuseUnsafeRun } from './settings/probot-run.ts'

/** One handler for each webhook event, each in a file of its own. */
const HANDLERS = [
  registerCheckRun,
  registerCheckSuite,
  registerCreate,
  registerDelete,
  registerDeploymentStatus,
  registerIssueComment,
  registerIssues,
  registerPullRequest,
  registerPullRequestReview,
  registerPush,
  registerRepositoryAdvisory,
  registerStatus,
  registerWorkflowRun,
]

/**
 * The Probot app. Its handlers parse a delivery and report what it means, and do nothing else: the inbox stores the
 * delivery before they run, and writes what they report in the transaction that marks the delivery done
 * (docs/architecture.md). So a delivery is neither lost nor handled twice, whenever the program ends.
 */
export default function releaseCaptain(app: Probot, options: ApplicationFunctionOptions): void {
  if (hasServer(options)) refuseUnsafeRun({ argv: process.argv.slice(2), env: process.env })
  for (const register of HANDLERS) register(app)
}

/** Checks whether Probot's own server is there, as in `probot run`: without one, nothing can be added to it. */
function hasServer({ addHandler }: ApplicationFunctionOptions): boolean {
  try {
    addHandler(() => false)
    return true
  } catch {
    return false
  }
}
