import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { RefPushed } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const PUSH = z.object({ repository, ref: z.string() })

/** Handles `push`: main, a release branch or a tag moved. */
export function registerPush(app: Probot): void {
  app.on('push', (context) => report(context, () => parsePush(context.payload)))
}

function parsePush(payload: unknown): RefPushed {
  const { repository: at, ref } = PUSH.parse(payload)
  return { kind: 'pushed', ...at, ref }
}
