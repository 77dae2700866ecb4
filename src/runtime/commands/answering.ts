import { z } from 'zod'
import { hasMark, mark } from '../../messages/github/mark.ts'
import { DONE, type Performed, type Task } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { enqueue } from '../../store/work.ts'
import type { World } from '../world.ts'

/** The work of the topic `effects` that is an answer to somebody, and belongs to no release. */
export const ANSWER = 'answer'

const schema = z.object({
  repository: z.int(),
  number: z.int(),
  to: z.int(),
  id: z.string(),
  text: z.string(),
})

/** What is said to somebody, once, where they said something. `to` is their id, `id` names what is answered. */
export type Answer = z.output<typeof schema>

/** Whether somebody was answered this already, or is about to be. */
export async function isGiven(
  { sql }: Unit,
  { repository, to, id }: Pick<Answer, 'repository' | 'to' | 'id'>,
): Promise<boolean> {
  const row = await sql
    .selectFrom('work')
    .select('id')
    .where('topic', '=', 'effects')
    .where('source', '=', ANSWER)
    .where('key', '=', `${answersTo(repository, to)}${id}`)
    .executeTakeFirst()
  return row !== undefined
}

/** Has an answer given after the commit; the same one once, whatever happens. */
export async function giveAnswer(unit: Unit, answer: Answer, at: number): Promise<void> {
  const { repository, number, to, id } = answer
  await enqueue(unit, [
    {
      topic: 'effects',
      source: ANSWER,
      key: `${answersTo(repository, to)}${id}`,
      lane: `${repository}:#${number}:answers`,
      type: ANSWER,
      payload: JSON.stringify(answer),
      addedAt: at,
      at: null,
    },
  ])
}

/** With what the names of all answers to somebody in a repository begin. */
export function answersTo(repository: number, person: number): string {
  return `${repository}:to-${person}:`
}

/** Comments, unless the answer stands there already: its mark is in it. */
export async function performAnswer({ github }: World, task: Task): Promise<Performed> {
  const { repository, number, id, text } = schema.parse(JSON.parse(task.payload))
  const hub = await github.hub(repository)
  // A first attempt looks too: a record that was put back from a backup has forgotten what it answered.
  if (!(await isAnswered(hub, number, id))) await hub.comment(number, `${text}\n\n${mark('answer', id)}`)
  return DONE
}

async function isAnswered(
  hub: Awaited<ReturnType<World['github']['hub']>>,
  number: number,
  id: string,
): Promise<boolean> {
  const comments = await hub.comments(number)
  return comments.some(({ author, body }) => author.id === hub.self.id && hasMark(body, 'answer', id))
}
