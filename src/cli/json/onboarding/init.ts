import { z } from 'zod'
import { explainMissing } from '../../../messages/onboarding/missing.ts'
import { explainSetting } from '../../../messages/onboarding/settings.ts'
import type { InitReport } from '../../engine.ts'
import { groundFields, toGroundJson } from '../parts/ground.ts'
import { scoreDocument, toScoreJson } from './simulate.ts'

export const initDocument = z
  .strictObject({
    schema: z.literal('release-captain/init/1'),
    ...groundFields,
    findings: z.array(z.strictObject({ kind: z.string(), found: z.array(z.string()).readonly() })).readonly(),
    settings: z.array(z.strictObject({ key: z.string(), value: z.unknown(), why: z.string() })).readonly(),
    missing: z.array(z.string()).readonly().describe('What a release will need and is not there.'),
    config: z.string().describe('The text of .github/release-captain.yml.'),
    releases: z.int().describe('How many past releases it was learned from.'),
    before: scoreDocument.describe('What the policy in force would have done with them.'),
    after: scoreDocument.describe('What the proposed one would have done.'),
    written: z.enum(['written', 'exists', 'no-work-tree', 'not-asked']),
  })
  .meta({ title: 'release-captain init --json' })

export function toInitJson(report: InitReport): z.output<typeof initDocument> {
  return {
    schema: 'release-captain/init/1',
    ...toGroundJson(report),
    findings: report.findings.map(({ kind, found }) => ({ kind, found: [...found] })),
    settings: report.settings.map((setting) => ({
      key: setting.path.join('.'),
      value: setting.value,
      why: explainSetting(setting),
    })),
    missing: report.missing.map(explainMissing),
    config: report.config,
    releases: report.releases,
    before: toScoreJson(report.before),
    after: toScoreJson(report.after),
    written: report.written.kind,
  }
}
