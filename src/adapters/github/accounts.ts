import { z } from 'zod'
import type { Client } from './calls/client.ts'

/** The accounts behind user names, remembered for minutes: a name can be given up and taken by somebody else. */
export interface Accounts {
  findIds(client: Client, logins: readonly string[]): Promise<ReadonlyMap<string, number>>
}

const USER = z.object({ id: z.int() }).transform(({ id }) => id)
const REMEMBERED_S = 300
const MOST = 2000

interface KnownAccount {
  /** Null where the name is nobody's. */
  readonly id: number | null
  /** Seconds since 1970. */
  readonly at: number
}

/** @param now seconds since 1970 */
export function openAccounts(now: () => number): Accounts {
  const known = new Map<string, KnownAccount>()
  const fetchAccountId = async (client: Client, login: string): Promise<number | null> => {
    const was = known.get(login.toLowerCase())
    if (was && now() - was.at < REMEMBERED_S) return was.id
    const id = await client.find(USER, (rest) => rest.users.getByUsername({ username: login }))
    if (known.size >= MOST) known.clear()
    known.set(login.toLowerCase(), { id, at: now() })
    return id
  }
  return {
    findIds: async (client, logins) => {
      const names = [...new Set(logins)]
      const ids = await Promise.all(names.map((login) => fetchAccountId(client, login)))
      return new Map(names.flatMap((login, i) => toPair(login, ids[i])))
    },
  }
}

function toPair(login: string, id: number | null | undefined): [string, number][] {
  return id == null ? [] : [[login, id]]
}
