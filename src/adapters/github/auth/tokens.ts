import { z } from 'zod'
import { Refused } from '../../../release/refusal.ts'
import type { Client } from '../calls/client.ts'
import { getStatus } from '../calls/failure.ts'
import type { Credentials } from '../calls/send.ts'

/** An installation's token for one purpose. It is only ever kept in memory, and made anew when it has minutes left. */
export interface InstallationToken extends Credentials {
  /** The bare token, good for five minutes at least. */
  bare(): Promise<string>
}

export interface TokenRequest {
  readonly installationId: number
  /** No more than this. */
  readonly reach:
    | { readonly repository_ids: readonly number[] }
    | { readonly permissions: { readonly metadata: 'read' } }
}

const TOKEN = z.object({ token: z.string().min(1), expires_at: z.iso.datetime({ offset: true }) })
const LEAST_LEFT_S = 300

interface MadeToken {
  readonly token: string
  /** Seconds since 1970. */
  readonly until: number
}

/** @param parts `now` in seconds since 1970; `learn` is told each token before anything is done with it */
export function openToken(
  parts: { readonly app: Client; readonly now: () => number; readonly learn: (secret: string) => void },
  wish: TokenRequest,
): InstallationToken {
  let made: MadeToken | null = null
  let making: Promise<MadeToken> | null = null
  const make = async () => {
    made = await makeToken(parts.app, wish)
    parts.learn(made.token)
    return made
  }
  const fetchToken = async () => {
    if (made && made.until - parts.now() >= LEAST_LEFT_S) return made.token
    making ??= make().finally(() => {
      making = null
    })
    return (await making).token
  }
  return {
    bare: fetchToken,
    current: async () => `token ${await fetchToken()}`,
    discardToken: (authorization) => {
      if (authorization === `token ${made?.token}`) made = null
    },
  }
}

async function makeToken(app: Client, { installationId, reach }: TokenRequest): Promise<MadeToken> {
  const { token, expires_at } = await app
    .read(TOKEN, (rest) =>
      rest.apps.createInstallationAccessToken({
        installation_id: installationId,
        ...('repository_ids' in reach ? { repository_ids: [...reach.repository_ids] } : reach),
      }),
    )
    .catch((error: unknown) => {
      throw toGoneError(error)
    })
  return { token, until: Math.floor(Date.parse(expires_at) / 1000) }
}

/**
 * The installation is not there any more, or the repository is not part of it. It says so without a status of its own,
 * which would be taken for one of the call that the token is for.
 */
function toGoneError(error: unknown): unknown {
  const status = getStatus(error)
  if (status !== 404 && status !== 422) return error
  const what =
    status === 404
      ? 'The App is no longer installed there.'
      : 'The App is installed there, but no longer for this repository.'
  const next = "Install it on the repository again (the App's page on GitHub, Install App), then try again."
  return new Refused({ kind: 'repository', what, next })
}
