import type { Unit } from '../transaction.ts'

/** A token of the read API, without the token itself. Times are in seconds since 1970. */
export interface ApiToken {
  readonly id: number
  readonly name: string
  readonly githubId: number
  readonly githubLogin: string
  readonly createdAt: number
  readonly expiresAt: number
}

/** Adds a token by its sha256. */
export async function addApiToken(
  { sql }: Unit,
  { hash, ...token }: Omit<ApiToken, 'id'> & { readonly hash: string },
): Promise<void> {
  await sql
    .insertInto('api_tokens')
    .values({
      hash,
      name: token.name,
      github_id: token.githubId,
      github_login: token.githubLogin,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
    })
    .execute()
}

/** Finds a token that is still good by its sha256; null where there is none. */
export async function findApiToken({ sql }: Unit, hash: string, at: number): Promise<ApiToken | null> {
  const row = await sql
    .selectFrom('api_tokens')
    .selectAll()
    .where('hash', '=', hash)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return row ? toApiToken(row) : null
}

/** Lists somebody's tokens, the oldest first. Those whose time is over are deleted. */
export async function listApiTokens({ sql }: Unit, githubId: number, at: number): Promise<ApiToken[]> {
  await sql.deleteFrom('api_tokens').where('github_id', '=', githubId).where('expires_at', '<=', at).execute()
  const rows = await sql
    .selectFrom('api_tokens')
    .selectAll()
    .where('github_id', '=', githubId)
    .orderBy('id')
    .execute()
  return rows.map(toApiToken)
}

/** Deletes somebody's token; one of somebody else stays. */
export async function deleteApiToken({ sql }: Unit, githubId: number, id: number): Promise<void> {
  await sql.deleteFrom('api_tokens').where('github_id', '=', githubId).where('id', '=', id).execute()
}

/** Lists everybody's tokens that are still good, the oldest first. */
export async function listAllApiTokens({ sql }: Unit, at: number): Promise<ApiToken[]> {
  const rows = await sql
    .selectFrom('api_tokens')
    .selectAll()
    .where('expires_at', '>', at)
    .orderBy('id')
    .execute()
  return rows.map(toApiToken)
}

/** Deletes a token, whoever it belongs to; false where there is none. */
export async function revokeApiToken({ sql }: Unit, id: number): Promise<boolean> {
  const gone = await sql.deleteFrom('api_tokens').where('id', '=', id).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

interface TokenRow {
  readonly id: number
  readonly name: string
  readonly github_id: number
  readonly github_login: string
  readonly created_at: number
  readonly expires_at: number
}

function toApiToken(row: TokenRow): ApiToken {
  return {
    id: Number(row.id),
    name: row.name,
    githubId: Number(row.github_id),
    githubLogin: row.github_login,
    createdAt: Number(row.created_at),
    expiresAt: Number(row.expires_at),
  }
}
