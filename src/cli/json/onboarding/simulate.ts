import { z } from 'zod'
import type { CloserSetting } from '../../../release/onboarding/learn-policy.ts'
import type { ReplayScore } from '../../../release/onboarding/replay.ts'
import type { SimulateReport } from '../../engine.ts'
import { groundFields, toGroundJson } from '../parts/ground.ts'

const counts = {
  shipped: z.int().describe('Changes of main that people released, and that were on main the day before.'),
  onLine: z.int().describe("Of those, on the line's branch the day before."),
  proposed: z.int(),
  right: z.int().describe('Of the proposals, released then or later.'),
  missed: z.int().describe('Neither on the line nor proposed.'),
}
export const scoreDocument = z.strictObject(counts)

const release = z.strictObject({
  tag: z.string(),
  base: z.string(),
  branch: z.string().nullable(),
  ...counts,
  ownWork: z.int().describe('Changes of the release that main does not have.'),
  refused: z
    .array(z.strictObject({ change: z.string(), title: z.string(), verdict: z.string(), type: z.string() }))
    .readonly()
    .describe('Released by people although this policy keeps them out.'),
})

const setting = z.strictObject({
  key: z.string(),
  value: z.union([z.string(), z.array(z.string()).readonly()]),
  after: scoreDocument.describe('With this setting and those before it.'),
})

export const simulateDocument = z
  .strictObject({
    schema: z.literal('release-captain/simulate/1'),
    ...groundFields,
    releases: z.array(release).readonly(),
    total: scoreDocument,
    closer: z.array(setting).readonly().describe('Settings that bring the policy closest, the best first.'),
  })
  .meta({ title: 'release-captain simulate --json' })

export function toSimulateJson(report: SimulateReport): z.output<typeof simulateDocument> {
  return {
    schema: 'release-captain/simulate/1',
    ...toGroundJson(report),
    releases: report.releases.map(({ tag, base, branch, ownWork, refused, ...score }) => ({
      tag,
      base,
      branch,
      ...toScoreJson(score),
      ownWork,
      refused: refused.map(({ considered: { candidate }, verdict }) => ({
        change: candidate.id,
        title: candidate.title,
        verdict: verdict.kind,
        type: verdict.type,
      })),
    })),
    total: toScoreJson(report.total),
    closer: report.closer.map(toSettingJson),
  }
}

export function toScoreJson({
  shipped,
  onLine,
  proposed,
  right,
  missed,
}: ReplayScore): z.output<typeof scoreDocument> {
  return { shipped, onLine, proposed, right, missed }
}

function toSettingJson({ path, value, after }: CloserSetting): z.output<typeof setting> {
  return {
    key: path.join('.'),
    value: typeof value === 'string' ? value : [...value],
    after: toScoreJson(after),
  }
}
