import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { CheckReported } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const CHECK_RUN = z.object({ repository, check_run: z.object({ head_sha: z.string() }) })

/** Handles `check_run`: a named check ended on the head of a release. */
export function registerCheckRun(app: Probot): void {
  app.on('check_run', (context) => report(context, () => parseCheckRun(context.payload)))
}

function parseCheckRun(payload: unknown): CheckReported {
  const { repository: at, check_run: run } = CHECK_RUN.parse(payload)
  return { kind: 'checked', ...at, head: run.head_sha }
}
