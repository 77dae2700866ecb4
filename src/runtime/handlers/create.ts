import type { Probot } from 'probot'
import { z } from 'zod'
import { report } from '../webhooks/collect-reports.ts'
import type { RefPushed } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const REF = z.object({ repository, ref: z.string(), ref_type: z.enum(['branch', 'tag']) })

/** Handles `create`: a branch or tag was created. */
export function registerCreate(app: Probot): void {
  app.on('create', (context) => report(context, () => parseRef(context.payload)))
}

/** Reads the branch or tag that was created or deleted. */
export function parseRef(payload: unknown): RefPushed {
  const { repository: at, ref, ref_type: type } = REF.parse(payload)
  return { kind: 'pushed', ...at, ref: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}` }
}
