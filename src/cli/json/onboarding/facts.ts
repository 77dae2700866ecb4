import { z } from 'zod'
import type { FactsReport } from '../../engine.ts'
import { groundFields, toGroundJson } from '../parts/ground.ts'

export const factsDocument = z
  .strictObject({
    schema: z.literal('release-captain/facts/1'),
    ...groundFields,
    changes: z.int().describe('How many changes GitHub knows.'),
    yaml: z.string().describe('A facts file.'),
  })
  .meta({ title: 'release-captain facts --json' })

export function toFactsJson(report: FactsReport): z.output<typeof factsDocument> {
  const { changes, yaml } = report
  return { schema: 'release-captain/facts/1', ...toGroundJson(report), changes, yaml }
}
