import { z } from 'zod'
import { slackInteractionSchema } from '../ports/slack-interaction.ts'
import type { Job } from './route-delivery.ts'

const account = z.object({ id: z.int(), login: z.string(), kind: z.enum(['user', 'bot']) })
const place = { repository: z.int(), defaultBranch: z.string(), number: z.int(), by: account }

const said = z.object({
  kind: z.literal('commented'),
  ...place,
  isPullRequest: z.boolean(),
  comment: z.int(),
  body: z.string(),
  at: z.number(),
  isMember: z.boolean().default(true),
})
const edit = z.object({ kind: z.literal('issue-edited'), ...place, before: z.string(), after: z.string() })

/** A turn as it waits in the record. */
export const jobSchema: z.ZodType<Job> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('comment'), said, release: z.string().nullable() }),
  z.object({ kind: z.literal('edit'), edit, release: z.string() }),
  z.object({ kind: z.literal('observe'), release: z.string() }),
  z.object({ kind: z.literal('survey'), repository: z.int(), pulls: z.array(z.int()) }),
  z.object({ kind: z.literal('calendar'), repository: z.int() }),
  z.object({
    kind: z.literal('pull'),
    repository: z.int(),
    number: z.int(),
    head: z.string(),
    release: z.string().nullable(),
  }),
  z.object({ kind: z.literal('advisory'), repository: z.int(), advisory: z.string() }),
  z.object({ kind: z.literal('slack'), arrival: slackInteractionSchema }),
])
