import { z } from 'zod'
import type { Running } from '../../program.ts'

export const startDocument = z
  .strictObject({
    schema: z.literal('release-captain/start/1'),
    kind: z.enum(['app', 'sandbox']).describe('What ran.'),
    url: z.string().describe('The address that it listened on, or the address of its page.'),
  })
  .meta({ title: 'release-captain start --json, printed when it stops' })

export function startJson({ kind, url }: Running): z.output<typeof startDocument> {
  return { schema: 'release-captain/start/1', kind, url }
}
