import { z } from 'zod'
import { createMark, hasMark } from '../../messages/github/markdown/mark.ts'
import { enqueue } from '../../store/jobs/outbox.ts'
import { type Performed, TASK_DONE, type Task } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import type { RuntimeDependencies } from '../context.ts'

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
type CommandAnswer = z.output<typeof schema>

/** Whether somebody was answered this already, or is about to be. */
export async function isGiven(
  { sql }: Unit,
  { repository, to, id }: Pick<CommandAnswer, 'repository' | 'to' | 'id'>,
): Promise<boolean> {
  const row = await sql
    .selectFrom('work')
    .select('id')
    .where('topic', '=', 'effects')
    .where('source', '=', ANSWER)
    .where('key', '=', `${formatAnswerKeyPrefix(repository, to)}${id}`)
    .executeTakeFirst()
  return row !== undefined
}

/** Has an answer given after the commit; the same one once, whatever happens. */
export async function giveAnswer(unit: Unit, answer: CommandAnswer, at: number): Promise<void> {
  const { repository, number, to, id } = answer
  await enqueue(unit, [
    {
      topic: 'effects',
      source: ANSWER,
      key: `${formatAnswerKeyPrefix(repository, to)}${id}`,
      lane: `${repository}:#${number}:answers`,
      type: ANSWER,
      payload: JSON.stringify(answer),
      addedAt: at,
      at: null,
    },
  ])
}

/** With what the names of all answers to somebody in a repository begin. */
export function formatAnswerKeyPrefix(repository: number, person: number): string {
  return `${repository}:to-${person}:`
}

/** Comments, unless the answer stands there already: its mark is in it. */
export async function performAnswer({ github }: RuntimeDependencies, task: Task): Promise<Performed> {
  const { repository, number, id, text } = schema.parse(JSON.parse(task.payload))
  const repo = await github.openRepository(repository)
  // A first attempt looks too: a record that was put back from a backup has forgotten what it answered.
  if (!(await isAnswered(repo, number, id)))
    await repo.addComment(number, `${text}\n\n${createMark('answer', id)}`)
  return TASK_DONE
}

async function isAnswered(
  repo: Awaited<ReturnType<RuntimeDependencies['github']['openRepository']>>,
  number: number,
  id: string,
): Promise<boolean> {
  const comments = await repo.listComments(number)
  return comments.some(({ author, body }) => author.id === repo.self.id && hasMark(body, 'answer', id))
}
