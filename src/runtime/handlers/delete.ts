import type { Probot } from 'probot'
import { report } from '../webhooks/collect-reports.ts'
import { parseRef } from './create.ts'

/** Handles `delete`: a branch or tag was deleted. */
export function registerDelete(app: Probot): void {
  app.on('delete', (context) => report(context, () => parseRef(context.payload)))
}
