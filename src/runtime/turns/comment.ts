import { readComment } from '../../chatops/read-comment.ts'
import { answer } from '../../messages/github/answer.ts'
import { releasesOf } from '../../store/releases.ts'
import { DONE, type Performed } from '../../store/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { type Allowance, allowanceOf } from '../commands/allowance.ts'
import { giveAnswer, isGiven } from '../commands/answering.ts'
import type { Outcome, Saying } from '../commands/saying.ts'
import { type LookedInto, lookInto } from '../commands/spoken.ts'
import type { Turn } from '../routing.ts'
import { knownRelease } from '../summary.ts'
import type { World } from '../world.ts'

type CommentTurn = Extract<Turn, { kind: 'comment' }>

/**
 * Works the commands of a comment: eyes at once, then one answer. What is decided, its effects and the answer are
 * written in one transaction with the mark that the comment was worked, so that no command is obeyed twice: not even where
 * the comment is delivered under another id, which no signature covers.
 */
export async function commentTurn(world: World, { said, release }: CommentTurn): Promise<Performed> {
  if (said.by.kind === 'bot') return DONE
  const spoken = readComment(said.body)
  if (spoken.length === 0) return DONE

  const hub = await world.github.hub(said.repository)
  const allowance = await allowanceOf(world, hub, said.by)
  if (allowance.kind === 'none') {
    world.log.warn({ person: said.by.login }, 'Somebody had a hundred answers in an hour, and gets no more.')
    return DONE
  }
  if (allowance.kind === 'free') await hub.react(said.comment, 'eyes')
  const rows = await world.store.transact((unit) => releasesOf(unit, String(said.repository)))
  const known = rows.map(knownRelease)
  const { by, at, number, isPullRequest } = said
  const own = known.find(({ id }) => id === release) ?? null
  const saying: Saying = {
    world,
    hub,
    by,
    at,
    comment: said.comment,
    number,
    isPullRequest,
    release: own,
    known,
  }
  const prepared: LookedInto[] = []
  for (const one of spoken) prepared.push(await lookInto(one, saying))
  return { kind: 'done', write: (unit) => obey(unit, prepared, { saying, comment: said.comment, allowance }) }
}

async function obey(
  unit: Unit,
  prepared: readonly LookedInto[],
  {
    saying,
    comment,
    allowance,
  }: { readonly saying: Saying; readonly comment: number; readonly allowance: Allowance },
): Promise<void> {
  const { hub, number, by, world } = saying
  const to = { repository: hub.ref.id, number, to: by.id, id: `comment-${comment}` }
  if (await isGiven(unit, to)) return
  const answers: { readonly said: string; readonly outcome: Outcome }[] = []
  for (const { spoken, prepared: decide } of prepared)
    answers.push({ said: spoken.text, outcome: await decide(unit) })
  if (allowance.kind === 'if-accepted' && answers.every(({ outcome }) => outcome.kind !== 'accepted')) return
  await giveAnswer(unit, { ...to, text: answer({ to: by.login, answers }) }, world.now())
}
