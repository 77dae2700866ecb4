import { z } from 'zod'
import type { Running } from '../program.ts'

export const startDocument = z
  .strictObject({
    schema: z.literal('release-captain/start/1'),
    kind: z.enum(['app', 'sandbox']).describe('What ran.'),
    url: z.string().describe('Where it listened, or where its page was.'),
  })
  .meta({ title: 'release-captain start --json, printed when it was stopped' })

export function startJson({ kind, url }: Running): z.output<typeof startDocument> {
  return { schema: 'release-captain/start/1', kind, url }
}
