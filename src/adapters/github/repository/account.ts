import { z } from 'zod'
import type { Account } from '../../../runtime/ports/github.ts'

/** Who GitHub shows in place of an account that was deleted (https://github.com/ghost). */
const GHOST: Account = { id: 10137, login: 'ghost', kind: 'user' }

/** An account in REST's answers; Apps and GitHub's own machines are bots. */
export const accountSchema = z
  .object({ id: z.int(), login: z.string(), type: z.string().optional() })
  .transform(({ id, login, type }): Account => ({ id, login, kind: type === 'Bot' ? 'bot' : 'user' }))

/** The same where the account may be gone. */
export const authorSchema = accountSchema.nullish().transform((one) => one ?? GHOST)

/** In GraphQL a bot's login comes without its ending. */
export const actorSchema = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.int().nullish() })
  .nullish()
  .transform((one): Account => {
    if (!one?.databaseId) return GHOST
    const isBot = one.__typename === 'Bot'
    const login = isBot && !one.login.endsWith('[bot]') ? `${one.login}[bot]` : one.login
    return { id: one.databaseId, login, kind: isBot ? 'bot' : 'user' }
  })

/** Labels come as names or as things with a name. */
export const labelsSchema = z
  .array(z.union([z.string(), z.object({ name: z.string().nullish() })]))
  .transform((all) => all.flatMap((one) => (typeof one === 'string' ? one : (one.name ?? []))))

/** GitHub's times: seconds since 1970. */
export const timeSchema = z.iso
  .datetime({ offset: true })
  .transform((text) => Math.floor(Date.parse(text) / 1000))
