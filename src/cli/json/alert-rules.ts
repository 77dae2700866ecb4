import { z } from 'zod'
import type { AlertRulesReport } from '../engine.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

export const alertRulesDocument = z
  .strictObject({
    schema: z.literal('release-captain/alert-rules/1'),
    ...groundFields,
    yaml: z.string().describe('A rule file of Prometheus.'),
  })
  .meta({ title: 'release-captain alert-rules --json' })

/** Makes the document of a report. */
export function toAlertRulesJson(report: AlertRulesReport): z.output<typeof alertRulesDocument> {
  return { schema: 'release-captain/alert-rules/1', ...toGroundJson(report), yaml: report.yaml }
}
