import { parseComment } from '../../chatops/parsing/parse-comment.ts'
import type { ParsedCommand } from '../../chatops/request.ts'
import { renderAnswer } from '../../messages/github/comments/answer.ts'
import { listReleases } from '../../store/events/releases.ts'
import { type Performed, TASK_DONE } from '../../store/jobs/tasks.ts'
import type { Unit } from '../../store/transaction.ts'
import { type AnswerAllowance, readAllowance } from '../commands/allowance.ts'
import { giveAnswer, isGiven } from '../commands/answer.ts'
import { type CommandContext, type CommandOutcome, refuseCommand } from '../commands/command-context.ts'
import { type PreparedCommand, prepareCommand } from '../commands/prepare-command.ts'
import type { RuntimeDependencies } from '../context.ts'
import { toKnownRelease } from '../record/release-summary.ts'
import { enqueueJobs } from './enqueue-jobs.ts'
import { createKnownOutsiders, type KnownOutsiders } from './limits/outsiders.ts'
import { createWorkBudget, isCostly, mayBeAccepted, type WorkBudget } from './limits/work-budget.ts'
import type { Job } from './route-delivery.ts'

/** What one process remembers of who says what. */
interface CommentMemory {
  readonly budget: WorkBudget
  readonly outsiders: KnownOutsiders
}

type CommentJob = Extract<Job, { kind: 'comment' }>

/**
 * Works the commands of a comment: eyes at once, then one answer. What is decided, its effects and the answer are
 * written in one transaction with the mark that the comment was worked, so that no command is obeyed twice: not even where
 * the comment is delivered under another id, which no signature covers.
 */
export async function handleComment(
  deps: RuntimeDependencies,
  { said, release }: CommentJob,
  { budget, outsiders }: CommentMemory = { budget: createWorkBudget(), outsiders: createKnownOutsiders() },
): Promise<Performed> {
  if (said.by.kind === 'bot') return TASK_DONE
  const parsed = parseComment(said.body)
  if (parsed.length === 0) return TASK_DONE

  const repo = await deps.github.openRepository(said.repository)
  const allowance = await readAllowance(deps, repo, {
    by: said.by,
    isCostly: parsed.some((one) => one.kind === 'asked' && isCostly(one.request)),
  })
  if (allowance.kind === 'none') {
    deps.log.warn({ person: said.by.login }, 'A user got a hundred answers in an hour, and gets no more.')
    return TASK_DONE
  }
  if (said.isMember && isOutside(allowance)) {
    outsiders.learn(said.repository, said.by, deps.now())
    return moveToOutsiders(deps, { said, release })
  }
  if (allowance.kind !== 'if-accepted') await repo.react(said.comment, 'eyes')
  const rows = await deps.store.transact((unit) => listReleases(unit, String(said.repository)))
  const known = rows.map(toKnownRelease)
  const { by, at, number, isPullRequest } = said
  const own = known.find(({ id }) => id === release) ?? null
  const context: CommandContext = {
    deps,
    repo,
    by,
    at,
    comment: said.comment,
    number,
    isPullRequest,
    release: own,
    known,
  }
  const prepared: PreparedCommand[] = []
  for (const one of parsed) {
    const worth = judgeWorth(one, { allowance, budget, context })
    if (worth === 'look') prepared.push(await prepareCommand(one, context))
    if (worth === 'too-much') prepared.push({ spoken: one, prepared: async () => TOO_MUCH })
  }
  return {
    kind: 'done',
    write: (unit) => executeAll(unit, prepared, { context, comment: said.comment, allowance }),
  }
}

function isOutside({ kind }: AnswerAllowance): boolean {
  return kind === 'outside' || kind === 'if-accepted'
}

/** What comes from one without write access waits where the words of strangers wait: nobody with a role waits for it (threat H1). */
function moveToOutsiders(
  { now }: RuntimeDependencies,
  { said, release }: Omit<CommentJob, 'kind'>,
): Performed {
  const job: CommentJob = { kind: 'comment', said: { ...said, isMember: false }, release }
  const because = `outside-${said.repository}-${said.comment}`
  return { kind: 'done', write: (unit) => enqueueJobs(unit, [job], { because, at: now() }) }
}

interface Weighing {
  readonly allowance: AnswerAllowance
  readonly budget: WorkBudget
  readonly context: CommandContext
}

/**
 * What a command of somebody without write access is worth: nothing is looked into that cannot be accepted once they
 * had their answers, and what takes git comes from a budget, by person and by repository (threat H1).
 */
function judgeWorth(
  parsed: ParsedCommand,
  { allowance, budget, context }: Weighing,
): 'look' | 'too-much' | 'nothing' {
  if (allowance.kind === 'free') return 'look'
  if (allowance.kind === 'if-accepted' && (parsed.kind === 'unclear' || !mayBeAccepted(parsed.request)))
    return 'nothing'
  if (parsed.kind === 'unclear' || !isCostly(parsed.request)) return 'look'
  const { repo, by, deps } = context
  const isLeft = budget.spend({ repository: repo.ref.id, person: by.id, at: deps.now() })
  return isLeft ? 'look' : 'too-much'
}

const TOO_MUCH = refuseCommand(
  'You asked for more in an hour than people without write access may.',
  'Ask again in an hour, or ask a maintainer.',
)

async function executeAll(
  unit: Unit,
  prepared: readonly PreparedCommand[],
  {
    context,
    comment,
    allowance,
  }: { readonly context: CommandContext; readonly comment: number; readonly allowance: AnswerAllowance },
): Promise<void> {
  const { repo, number, by, deps } = context
  const to = { repository: repo.ref.id, number, to: by.id, id: `comment-${comment}` }
  if (await isGiven(unit, to)) return
  const answers: { readonly said: string; readonly outcome: CommandOutcome }[] = []
  for (const { spoken: parsed, prepared: decide } of prepared)
    answers.push({ said: parsed.text, outcome: await decide(unit) })
  if (answers.length === 0) return
  if (allowance.kind === 'if-accepted' && answers.every(({ outcome }) => outcome.kind !== 'accepted')) return
  await giveAnswer(unit, { ...to, text: renderAnswer({ to: by.login, answers }) }, deps.now())
}
