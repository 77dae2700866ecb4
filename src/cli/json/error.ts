import { z } from 'zod'
import type { Refusal } from '../../release/refusal.ts'

/** What `--json` prints in place of any other document when the answer is no. The exit code goes with `kind`. */
export const errorDocument = z
  .strictObject({
    schema: z.literal('release-captain/error/1'),
    kind: z
      .enum(['usage', 'config', 'repository', 'rule', 'conflict', 'broken'])
      .describe('`broken` is a fault of the program or the machine. You can act on all others.'),
    what: z.string(),
    next: z.string(),
  })
  .meta({ title: 'Any command with --json that was refused or failed' })

type ErrorDocument = z.output<typeof errorDocument>

export function toErrorJson({ kind, what, next }: Refusal | Omit<ErrorDocument, 'schema'>): ErrorDocument {
  return { schema: 'release-captain/error/1', kind, what, next }
}
