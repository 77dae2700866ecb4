import { z } from 'zod'

export const completionDocument = z
  .strictObject({
    schema: z.literal('release-captain/completion/1'),
    shell: z.enum(['bash', 'zsh', 'fish']),
    script: z.string(),
  })
  .meta({ title: 'release-captain completion --json' })
