import { z } from 'zod'
import type { ReportGround } from '../../engine.ts'

/** What every document says of where it came from. */
export const groundFields = {
  repository: z.string().describe('The folder, or the URL without credentials.'),
  policy: z.strictObject({
    file: z.string().nullable().describe('Null for the unchanged process document.'),
    changed: z.number().int().describe('How many values differ from the process document.'),
    digest: z.string().describe('sha256 of the policy in force.'),
  }),
  webUrl: z.string().nullable(),
  warnings: z.array(z.string()).readonly(),
}

const groundDocument = z.strictObject(groundFields)

export function toGroundJson({
  repository,
  policy,
  webUrl,
  warnings,
}: ReportGround): z.output<typeof groundDocument> {
  const { file, changed, digest } = policy
  return { repository, policy: { file, changed, digest }, webUrl, warnings }
}
