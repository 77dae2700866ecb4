import { parseLine } from '../../chatops/parsing/parse-line.ts'
import { NO_REASON } from '../../chatops/parsing/values.ts'
import { fetchAsker } from '../../runtime/commands/asker.ts'
import { explainClosedQuestion, STALE_BUTTON } from '../../runtime/commands/closed-question.ts'
import {
  type CommandContext,
  type CommandOutcome,
  refuseCommand,
} from '../../runtime/commands/command-context.ts'
import { prepareCommand } from '../../runtime/commands/prepare-command.ts'
import { parseButtonValue, type QuestionAsked } from '../../runtime/effects/chats/chat-context.ts'
import { isCostly, type WorkBudget } from '../../runtime/jobs/limits/work-budget.ts'
import { executeCommand, loadRelease } from '../../runtime/record/execute-command.ts'
import { toKnownRelease } from '../../runtime/record/release-summary.ts'
import { listReleases } from '../../store/events/releases.ts'
import type { SeenRelease } from '../access/seen-release.ts'
import type { PageDependencies } from '../page-context.ts'

/** What somebody asked for with a form. */
export interface AskedAction {
  /** What stands after `/release`, with its reason. */
  readonly line: string
  /** Which asking of a question a go or no-go answers; null for any other command. */
  readonly asked: string | null
  readonly because: string
}

/**
 * Runs a command from the page as if it stood in a comment on the tracking issue: GitHub is asked at this moment who may,
 * and the core decides. A go counts for exactly the question whose button was pressed.
 */
export async function runAction(
  deps: PageDependencies,
  seen: SeenRelease,
  action: AskedAction,
): Promise<CommandOutcome> {
  if (action.asked !== null) return answerQuestion(deps, seen, action)
  const parsed = parseLine(action.line)
  if (parsed.kind === 'asked' && parsed.request.name === 'go') return GO_BY_BUTTON
  const context = await createCommandContext(deps, seen)
  if (parsed.kind === 'asked' && isCostly(parsed.request) && !(await mayCost(context, deps.budget)))
    return TOO_MUCH
  const { prepared } = await prepareCommand(parsed, context)
  return deps.store.transact(prepared)
}

async function answerQuestion(
  { store, now }: PageDependencies,
  { id, release, where }: SeenRelease,
  action: AskedAction,
): Promise<CommandOutcome> {
  const asking = parseButtonValue(action.asked ?? '')
  if (!asking || asking.release !== id) return refuseCommand(STALE_BUTTON.what, STALE_BUTTON.next)
  const asker = await fetchAsker({ repo: where.repo, by: where.account }, release.ledger.about.terms)
  return store.transact(async (unit) => {
    const closed = explainClosedQuestion(await loadRelease(unit, id), asking)
    if (closed) return refuseCommand(closed.what, closed.next)
    return executeCommand(unit, id, createAnswer(action, asking, { at: now(), asker }))
  })
}

function createAnswer(
  { line, because }: AskedAction,
  { prompt }: QuestionAsked,
  said: { readonly at: number; readonly asker: Awaited<ReturnType<typeof fetchAsker>> },
) {
  if (line === 'go') return { type: 'Go', ...said, saw: prompt } as const
  return { type: 'NoGo', ...said, saw: prompt, because: because === '' ? NO_REASON : because } as const
}

async function createCommandContext(
  deps: PageDependencies,
  { id, release, where }: SeenRelease,
): Promise<CommandContext> {
  const rows = await deps.store.transact((unit) => listReleases(unit, String(where.repo.ref.id)))
  const known = rows.map(toKnownRelease)
  return {
    deps: deps.runtime,
    repo: where.repo,
    by: where.account,
    at: deps.now(),
    comment: null,
    number: release.ledger.shown.issue ?? 0,
    isPullRequest: false,
    release: known.find((one) => one.id === id) ?? null,
    known,
  }
}

/** What takes git is limited for people who can't write to the repository (threat H1). */
async function mayCost({ repo, by, at }: CommandContext, budget: WorkBudget): Promise<boolean> {
  const { permission } = await repo.fetchAccess(by.login, [])
  if (permission === 'write' || permission === 'maintain' || permission === 'admin') return true
  return budget.spend({ repository: repo.ref.id, person: by.id, at })
}

const TOO_MUCH = refuseCommand(
  'You asked for more in an hour than people without write access may.',
  'Ask again in an hour, or ask a maintainer.',
)

/** A typed go would be bound to the moment at which it was typed, and not to the question that was seen. */
const GO_BY_BUTTON = refuseCommand(
  "A typed go doesn't say which question you looked at.",
  'Press Go under the question on this page.',
)
