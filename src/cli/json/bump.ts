import { z } from 'zod'
import type { BumpReport } from '../engine.ts'
import { bumpedLineDocument } from './build.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

export const bumpDocument = z
  .strictObject({
    schema: z.literal('release-captain/bump/1'),
    ...groundFields,
    version: z.string(),
    from: z.string(),
    to: z.string(),
    changed: z.array(bumpedLineDocument).readonly(),
    unchanged: z.array(z.strictObject({ path: z.string(), why: z.string() })).readonly(),
    left: z
      .array(z.strictObject({ path: z.string(), line: z.int(), text: z.string() }))
      .readonly()
      .describe('Lines that still have the previous version. `build` stops at them.'),
  })
  .meta({ title: 'release-captain bump --json' })

export function toBumpJson(report: BumpReport): z.output<typeof bumpDocument> {
  const { version, from, to, changed, unchanged, left } = report
  return {
    schema: 'release-captain/bump/1',
    ...toGroundJson(report),
    version,
    from,
    to,
    changed: changed.map(({ path, line, before, after }) => ({ path, line, before, after })),
    unchanged: unchanged.map(({ path, why }) => ({ path, why })),
    left: left.map(({ path, line, text }) => ({ path, line, text })),
  }
}
