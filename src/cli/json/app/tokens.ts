import { z } from 'zod'
import type { TokensReport } from '../../program.ts'

const token = z.strictObject({
  id: z.int().describe('What `tokens revoke` takes.'),
  name: z.string(),
  login: z.string().describe('The GitHub user whose rights it has.'),
  createdAt: z.int().describe('In seconds since 1970.'),
  expiresAt: z.int().describe('In seconds since 1970.'),
})

export const tokensDocument = z
  .strictObject({
    schema: z.literal('release-captain/tokens/1'),
    made: z.string().nullable().describe('The token itself, once; null unless one was created.'),
    tokens: z.array(token).readonly().describe('What is good now, the oldest first.'),
  })
  .meta({ title: 'release-captain tokens --json' })

export function toTokensJson({ made, tokens }: TokensReport): z.output<typeof tokensDocument> {
  return {
    schema: 'release-captain/tokens/1',
    made,
    tokens: tokens.map(({ id, name, githubLogin, createdAt, expiresAt }) => ({
      id,
      name,
      login: githubLogin,
      createdAt,
      expiresAt,
    })),
  }
}
