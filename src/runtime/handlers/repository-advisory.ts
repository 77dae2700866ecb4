import type { Probot } from 'probot'
import { z } from 'zod'
import { GHSA_ID } from '../../release/security/advisory.ts'
import { report } from '../webhooks/collect-reports.ts'
import type { AdvisoryChanged } from '../webhooks/report.ts'
import { repository } from './payload-schemas.ts'

const CHANGED = z.object({
  repository,
  repository_advisory: z.object({ ghsa_id: z.string().regex(GHSA_ID) }),
})

/** Handles `repository_advisory`: a vulnerability was reported privately, or an advisory was published. */
export function registerRepositoryAdvisory(app: Probot): void {
  app.on(['repository_advisory.reported', 'repository_advisory.published'], (context) =>
    report(context, () => parseAdvisory(context.payload)),
  )
}

/** Its id alone: everything else about it is looked up where only the security team can look. */
function parseAdvisory(payload: unknown): AdvisoryChanged {
  const { repository: at, repository_advisory: advisory } = CHANGED.parse(payload)
  return { kind: 'advisory-changed', ...at, advisory: advisory.ghsa_id }
}
