import { z } from 'zod'
import type { ConfigReport, PolicyValue } from '../engine.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

const scalar = z.union([z.string(), z.number(), z.boolean()])

export const configDocument = z
  .strictObject({
    schema: z.literal('release-captain/config/1'),
    ...groundFields,
    values: z
      .array(
        z.strictObject({
          key: z.string(),
          value: z.union([scalar, z.null(), z.array(scalar).readonly()]),
          origin: z.string().describe('A section of the process document, or `file:line:column`.'),
          fromFile: z.boolean(),
        }),
      )
      .readonly(),
  })
  .meta({ title: 'release-captain config --json' })

export function toConfigJson(
  report: ConfigReport,
  values: readonly PolicyValue[],
): z.output<typeof configDocument> {
  return { schema: 'release-captain/config/1', ...toGroundJson(report), values }
}
