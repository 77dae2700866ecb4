import { RELEASE_COMMANDS } from '../../chatops/commands.ts'
import { renderHelp } from '../../chatops/help.ts'
import type { CommandRequest, ReleaseRequestName, RequestOf } from '../../chatops/request.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import { fetchAsker } from './asker.ts'
import { type CommandContext, type Prepared, refuseCommand } from './command-context.ts'
import { prepareExplanation } from './explain.ts'
import { prepareLock } from './lock-environment.ts'
import { type CommandMeaning, createLookups } from './lookups/lookups.ts'
import { prepareEmbargoed } from './open-embargoed.ts'
import { openOrContinue } from './open-or-continue.ts'
import { prepareCalendar } from './schedule/calendar.ts'
import { prepareMetrics } from './schedule/metrics.ts'
import { prepareWhy, renderStatusAnswer } from './status.ts'
import { findRollingTarget, findTarget, type Target } from './target.ts'

/** Looks into a command: everything that the world has to be asked for it is asked here, before anything is decided. */
export async function prepareRequest(request: CommandRequest, context: CommandContext): Promise<Prepared> {
  switch (request.name) {
    case 'help':
      return async () => ({ kind: 'shown', text: renderHelp(request.command) })
    case 'status':
      return async (unit) => ({ kind: 'shown', text: await renderStatusAnswer(unit, context) })
    case 'why':
      return prepareWhy(context)
    case 'explain':
      return prepareExplanation(request, context)
    case 'link':
    case 'unlink':
      return async () => refuseCommand(WHO_THEY_ARE, `Run \`/release ${request.name}\` in Slack.`)
    case 'plan':
    case 'cut':
      return openOrContinue(request, context)
    case 'metrics':
      return prepareMetrics(request, context)
    case 'calendar':
    case 'freeze':
    case 'unfreeze':
      return prepareCalendar(request, context)
    case 'security':
      return prepareEmbargoed(request, context)
    case 'lock':
      return prepareLock(request, context)
    case 'unlock':
      return request.environment === null
        ? unlockLine(request.because, context)
        : prepareLock({ ...request, environment: request.environment }, context)
    default:
      return toRelease(request, context)
  }
}

const WHO_THEY_ARE = 'On GitHub you are already signed in. You link your account in Slack.'

/** What is said to a release that is there. */
async function toRelease(request: RequestOf<ReleaseRequestName>, context: CommandContext): Promise<Prepared> {
  const { target } = RELEASE_COMMANDS[request.name]
  return putToRelease(
    target === 'rolling' ? findRollingTarget(context) : findTarget(context),
    context,
    (meaning) => toCommand(request.name, request, meaning),
  )
}

/** `/release unlock because …` without an environment: the line of a release that was rolled back. */
function unlockLine(because: string, context: CommandContext): Promise<Prepared> {
  return putToRelease(findRollingTarget(context), context, ({ asker }) => ({
    type: 'UnlockLine',
    at: context.at,
    asker,
    because,
  }))
}

async function putToRelease(
  target: Target,
  context: CommandContext,
  create: (meaning: CommandMeaning) => PersonCommand | Promise<PersonCommand>,
): Promise<Prepared> {
  if (target.kind === 'refused') return async () => target

  const { id } = target.release
  const { release, events } = await context.deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') throw new Error(`${id} is listed and was never opened`)
  const asker = await fetchAsker(context, release.ledger.about.terms)
  const command = await create({ context, asker, id, release, events })
  return (unit) => executeCommand(unit, id, command)
}

/** Puts a request to the core as its command says. */
function toCommand<N extends ReleaseRequestName>(
  name: N,
  request: RequestOf<N>,
  meaning: CommandMeaning,
): PersonCommand | Promise<PersonCommand> {
  const { context, asker } = meaning
  return RELEASE_COMMANDS[name].toCommand(request, { at: context.at, asker }, createLookups(meaning))
}
