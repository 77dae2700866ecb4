import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { WorkflowRan } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const WORKFLOW_RUN = z.object({ repository, workflow_run: z.object({ head_sha: z.string() }) })

/** Handles `workflow_run`: a build or a named workflow started, went on or ended. */
export function registerWorkflowRun(app: Probot): void {
  app.on('workflow_run', (context) => report(context, () => parseWorkflowRun(context.payload)))
}

function parseWorkflowRun(payload: unknown): WorkflowRan {
  const { repository: at, workflow_run: run } = WORKFLOW_RUN.parse(payload)
  return { kind: 'workflow-ran', ...at, head: run.head_sha }
}
