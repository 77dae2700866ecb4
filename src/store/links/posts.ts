import type { Unit } from '../transaction.ts'

/** A message of ours that stands in a chat. */
export interface Post {
  /** The channel as the policy names it: `slack #releases`. */
  readonly place: string
  /** What it is, and of which release: no two messages of a place have the same. */
  readonly mark: string
  /** The medium's own id of the channel. */
  readonly channel: string
  /** The medium's own id of the message. */
  readonly message: string
  /** The message in whose thread it stands. */
  readonly thread: string | null
  /** sha256 of what it shows. */
  readonly digest: string
  /** When that was put there, in seconds since 1970. */
  readonly shownAt: number
}

/** The message with a mark, as far as the record knows. */
export async function findPost({ sql }: Unit, place: string, mark: string): Promise<Post | null> {
  const row = await sql
    .selectFrom('posts')
    .selectAll()
    .where('place', '=', place)
    .where('mark', '=', mark)
    .executeTakeFirst()
  return row ? toPost(row) : null
}

/** What of ours stands as that message; null for a message that is none of ours. */
export async function findPostAt({ sql }: Unit, channel: string, message: string): Promise<Post | null> {
  const row = await sql
    .selectFrom('posts')
    .selectAll()
    .where('channel', '=', channel)
    .where('message', '=', message)
    .executeTakeFirst()
  return row ? toPost(row) : null
}

/** Puts on record where a message stands and what it shows; what was on record of its mark gives way. */
export async function savePost({ sql }: Unit, { shownAt, ...post }: Post): Promise<void> {
  const row = { ...post, shown_at: shownAt }
  await sql
    .insertInto('posts')
    .values(row)
    .onConflict((conflict) => conflict.columns(['place', 'mark']).doUpdateSet(row))
    .execute()
}

function toPost({ shown_at: shownAt, ...post }: Omit<Post, 'shownAt'> & { readonly shown_at: number }): Post {
  return { ...post, shownAt }
}
