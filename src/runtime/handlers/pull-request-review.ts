import type { Probot } from 'probot'
import { report } from '../webhooks/collect-reports.ts'
import { parsePullRequest } from './pull-request.ts'

/** Handles `pull_request_review`: a candidate must have been approved before it was merged. */
export function registerPullRequestReview(app: Probot): void {
  app.on('pull_request_review', (context) => report(context, () => parsePullRequest(context.payload)))
}
