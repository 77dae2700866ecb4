import { z } from 'zod'
import type { DoctorReport } from '../engine.ts'

export const doctorDocument = z
  .strictObject({
    schema: z.literal('release-captain/doctor/1'),
    repository: z.string(),
    checks: z
      .array(
        z.strictObject({
          name: z.string(),
          outcome: z.enum(['ok', 'warn', 'fail']),
          saw: z.string(),
          next: z.string().nullable().describe('What to do about it; null where it is ok.'),
        }),
      )
      .readonly(),
  })
  .meta({ title: 'release-captain doctor --json' })

export function doctorJson({ repository, checks }: DoctorReport): z.output<typeof doctorDocument> {
  return { schema: 'release-captain/doctor/1', repository, checks }
}
