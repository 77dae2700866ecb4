import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { CheckReported } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const STATUS = z.object({ repository, sha: z.string() })

/** Handles `status`: a named check that is a commit status changed. */
export function registerStatus(app: Probot): void {
  app.on('status', (context) => report(context, () => parseStatus(context.payload)))
}

function parseStatus(payload: unknown): CheckReported {
  const { repository: at, sha } = STATUS.parse(payload)
  return { kind: 'checked', ...at, head: sha }
}
