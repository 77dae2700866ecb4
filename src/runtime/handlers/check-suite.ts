import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { CheckReported } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const CHECK_SUITE = z.object({ repository, check_suite: z.object({ head_sha: z.string() }) })

/** Handles `check_suite`: the checks of a commit changed, or someone asked to run all of them again. */
export function registerCheckSuite(app: Probot): void {
  app.on('check_suite', (context) => report(context, () => parseCheckSuite(context.payload)))
}

function parseCheckSuite(payload: unknown): CheckReported {
  const { repository: at, check_suite: suite } = CHECK_SUITE.parse(payload)
  return { kind: 'checked', ...at, head: suite.head_sha }
}
