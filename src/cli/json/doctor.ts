import { z } from 'zod'
import type { DoctorCheck, DoctorReport } from '../engine.ts'

const checks = z
  .array(
    z.strictObject({
      name: z.string(),
      outcome: z.enum(['ok', 'warn', 'fail']),
      saw: z.string(),
      next: z.string().nullable().describe('What to do about it; null if it is ok.'),
    }),
  )
  .readonly()

export const doctorDocument = z
  .strictObject({
    schema: z.literal('release-captain/doctor/1'),
    repository: z.string(),
    checks,
    app: checks.nullable().describe('Checks of the GitHub App; null if it has no settings.'),
  })
  .meta({ title: 'release-captain doctor --json' })

export function toDoctorJson(
  { repository, checks }: DoctorReport,
  app: readonly DoctorCheck[] | null,
): z.output<typeof doctorDocument> {
  return { schema: 'release-captain/doctor/1', repository, checks, app }
}
