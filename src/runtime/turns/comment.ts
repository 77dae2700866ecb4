import { readComment } from '../../chatops/read-comment.ts'
import type { Spoken } from '../../chatops/request.ts'
import { answer } from '../../messages/github/answer.ts'
import { Refused } from '../../release/refusal.ts'
import { releasesOf } from '../../store/releases.ts'
import { DONE, type Performed } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { giveAnswer } from '../commands/answering.ts'
import { prepare } from '../commands/prepare.ts'
import type { Outcome, Prepared, Saying } from '../commands/saying.ts'
import type { Turn } from '../routing.ts'
import { knownRelease } from '../summary.ts'
import type { World } from '../world.ts'

type CommentTurn = Extract<Turn, { kind: 'comment' }>

/**
 * Works the commands of a comment: eyes at once, then one answer. What is decided, its effects and the answer are
 * written in one transaction with the mark that the comment was worked, so that no command is obeyed twice.
 */
export async function commentTurn(world: World, { said, release }: CommentTurn): Promise<Performed> {
  if (said.by.kind === 'bot') return DONE
  const spoken = readComment(said.body)
  if (spoken.length === 0) return DONE

  const hub = await world.github.hub(said.repository)
  await hub.react(said.comment, 'eyes')
  const rows = await world.store.transact((unit) => releasesOf(unit, String(said.repository)))
  const known = rows.map(knownRelease)
  const { by, at, number, isPullRequest } = said
  const own = known.find(({ id }) => id === release) ?? null
  const saying: Saying = { world, hub, by, at, number, isPullRequest, release: own, known }
  const prepared: ToAnswer[] = []
  for (const one of spoken) prepared.push(await toAnswer(one, saying))
  return { kind: 'done', write: (unit) => obey(unit, prepared, { saying, comment: said.comment }) }
}

interface ToAnswer {
  readonly spoken: Spoken
  readonly prepared: Prepared
}

async function toAnswer(spoken: Spoken, saying: Saying): Promise<ToAnswer> {
  if (spoken.kind === 'unclear') {
    const { what, next } = spoken
    return { spoken, prepared: async () => ({ kind: 'refused', refusal: { kind: 'usage', what, next } }) }
  }
  try {
    return { spoken, prepared: await prepare(spoken.request, saying) }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { refusal } = error
    return { spoken, prepared: async () => ({ kind: 'refused', refusal }) }
  }
}

async function obey(
  unit: Unit,
  prepared: readonly ToAnswer[],
  { saying, comment }: { readonly saying: Saying; readonly comment: number },
): Promise<void> {
  const answers: { readonly said: string; readonly outcome: Outcome }[] = []
  for (const { spoken, prepared: decide } of prepared)
    answers.push({ said: spoken.text, outcome: await decide(unit) })
  const { hub, number, by, world } = saying
  const text = answer({ to: by.login, answers })
  await giveAnswer(unit, { repository: hub.ref.id, number, id: `comment-${comment}`, text }, world.now())
}
