import type { Unit } from '../transaction.ts'
import type { Topic } from './topic.ts'

/** Work by the beginning of its key. */
interface Counted {
  readonly topic: Topic
  readonly source: string
  readonly keyBegins: string
  /** In seconds since 1970. */
  readonly since: number
}

/** How much of such work was put to work since a time, whatever became of it. */
export async function countWork(
  { sql }: Unit,
  { topic, source, keyBegins, since }: Counted,
): Promise<number> {
  const { count } = await sql
    .selectFrom('work')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('topic', '=', topic)
    .where('source', '=', source)
    .where('key', '>=', keyBegins)
    // No key has a character of this kind: all that begins so comes before.
    .where('key', '<', `${keyBegins}\u{10ffff}`)
    .where('added_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}
