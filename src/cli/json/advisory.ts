import { z } from 'zod'
import { ADVISORY_PARTS } from '../../release/security/advisory.ts'
import type { AdvisoryReport } from '../engine.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

export const advisoryDocument = z
  .strictObject({
    schema: z.literal('release-captain/advisory/1'),
    ...groundFields,
    id: z.string(),
    title: z.string().nullable(),
    severity: z.string().nullable().describe('Critical (CVSS 9.8); null without a vector.'),
    affected: z
      .array(
        z.strictObject({
          line: z.string(),
          introduced: z.string().nullable(),
          fixed: z.string().nullable(),
          versions: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
    isAffectedFromGit: z.boolean().describe('Whether git told which releases are affected.'),
    missing: z
      .array(
        z.strictObject({
          part: z.enum(ADVISORY_PARTS),
          supplier: z.enum(['security-team', 'reporter', 'release']),
        }),
      )
      .readonly(),
    text: z.string().nullable().describe('The advisory in the format that was asked for.'),
  })
  .meta({ title: 'release-captain advisory --json' })

/** Makes the document of a report. */
export function toAdvisoryJson(report: AdvisoryReport): z.output<typeof advisoryDocument> {
  const { id, title, severity, affected, isAffectedFromGit, missing, text } = report
  return {
    schema: 'release-captain/advisory/1',
    ...toGroundJson(report),
    ...{ id, title, severity, affected, isAffectedFromGit, missing, text },
  }
}
