import { renderHelp } from '../../chatops/help.ts'
import type { CommandRequest } from '../../chatops/request.ts'
import { addDays } from '../../release/calendar.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { fetchTerms } from '../github-state/create-open-command.ts'
import { executeCommand, loadRelease } from '../record/execute-command.ts'
import { fetchAsker } from './asker.ts'
import { type CommandContext, type Prepared, type RequestNamed, refuseCommand } from './command-context.ts'
import { prepareExplanation } from './explain.ts'
import { prepareLock } from './lock-environment.ts'
import { openOrContinue } from './open-or-continue.ts'
import { findAuthors, refuseUnassessable, refuseUnpickable } from './pickable.ts'
import { isAboutRollout, toRolloutCommand, type UnlockLineRequest } from './rollout-command.ts'
import { findQuestionSeen } from './seen-question.ts'
import { prepareWhy, renderStatusAnswer } from './status.ts'
import { findRollingTarget, findTarget, resolveCandidate } from './target.ts'

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
    case 'lock':
      return prepareLock(request, context)
    case 'unlock':
      return request.environment === null
        ? toRelease({ ...request, name: 'unlock-line' }, context)
        : prepareLock({ ...request, environment: request.environment }, context)
    default:
      return toRelease(request, context)
  }
}

const WHO_THEY_ARE = 'On GitHub you are already signed in. You link your account in Slack.'

type ToRelease =
  | Exclude<
      CommandRequest,
      RequestNamed<
        'help' | 'status' | 'why' | 'explain' | 'link' | 'unlink' | 'plan' | 'cut' | 'lock' | 'unlock'
      >
    >
  | UnlockLineRequest

/** What is said to a release that is there. */
async function toRelease(request: ToRelease, context: CommandContext): Promise<Prepared> {
  const target = isAboutRollout(request) ? findRollingTarget(context) : findTarget(context)
  if (target.kind === 'refused') return async () => target

  const { id } = target.release
  const { release, events } = await context.deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') throw new Error(`${id} is listed and was never opened`)
  const asker = await fetchAsker(context, release.ledger.about.terms)
  const command = await toCommand(request, { context, asker, id, release, events })
  if ('kind' in command) return async () => command
  return (unit) => executeCommand(unit, id, command)
}

interface Meaning {
  readonly context: CommandContext
  readonly asker: Asker
  readonly id: string
  readonly release: Exclude<Release, { status: 'unopened' }>
  readonly events: readonly ReleaseEvent[]
}

/** What a request means to the core. */
async function toCommand(
  request: ToRelease,
  meaning: Meaning,
): Promise<PersonCommand | ReturnType<typeof refuseCommand>> {
  const { context, asker } = meaning
  const said = { at: context.at, asker }
  switch (request.name) {
    case 'pick':
    case 'drop':
    case 'defer':
    case 'assess':
    case 'except':
      return toCandidateCommand(request, meaning)
    case 'prerelease':
      return { type: 'Prerelease', ...said, channel: request.channel, tags: await fetchTags(context) }
    case 'promote':
      return { type: 'Promote', ...said, tags: await fetchTags(context) }
    case 'notes':
      return { type: 'Notes', ...said }
    case 'check':
      return { type: 'Check', ...said, item: request.item, as: request.as, evidence: request.evidence }
    case 'go':
      return { type: 'Go', ...said, saw: await findQuestionSeen(context, meaning) }
    case 'no-go':
      return { type: 'NoGo', ...said, because: request.because, saw: null }
    case 'hold':
      return { type: 'Hold', ...said, because: request.because }
    case 'resume':
      return { type: 'Resume', ...said }
    case 'retry':
      return { type: 'Retry', ...said, what: request.step }
    case 'publish':
      return { type: 'Publish', ...said }
    case 'abort':
      return { type: 'Abort', ...said, because: request.because }
    case 'rolled-back':
      return { type: 'RolledBack', ...said, to: request.to, because: request.because }
    case 'take-policy':
      return takePolicy(meaning)
    case 'bisect':
      return { type: 'Bisect', ...said }
    default:
      return toRolloutCommand(request, said)
  }
}

async function toCandidateCommand(
  request: RequestNamed<'pick' | 'drop' | 'defer' | 'assess' | 'except'>,
  { context, asker, release }: Meaning,
): Promise<PersonCommand | ReturnType<typeof refuseCommand>> {
  const found = resolveCandidate(request, context, release)
  if (found.kind === 'refused') return found

  const said = { at: context.at, asker, candidate: found.candidate }
  switch (request.name) {
    case 'pick': {
      const { candidate } = said
      return (await refuseUnpickable(context, { release, asker, candidate })) ?? { type: 'Pick', ...said }
    }
    case 'drop':
      return { type: 'Drop', ...said, because: request.because }
    case 'defer':
      return { type: 'Defer', ...said, because: request.because }
    case 'assess': {
      const { risk, type, severity, note } = request
      const no = await refuseUnassessable(context, { release, asker, candidate: said.candidate }, 'Assess')
      if (no) return no
      const authors = await findAuthors(context, release, said.candidate)
      return { type: 'Assess', ...said, authors, assessment: { risk, type, severity, note } }
    }
    case 'except': {
      const { timeZone, exceptionDays } = release.ledger.about.terms
      const until = request.until ?? addDays(timeZone, context.at, exceptionDays)
      const no = await refuseUnassessable(context, { release, asker, candidate: said.candidate }, 'Except')
      if (no) return no
      const authors = await findAuthors(context, release, said.candidate)
      return { type: 'Except', ...said, authors, because: request.because, until }
    }
  }
}

/** Pre-release Versions: what is next follows from the tags as they are. */
async function fetchTags({ deps, repo }: CommandContext) {
  return deps.git.tags({ url: await repo.createGitUrl() })
}

/** Law 5: the only way in which a later config reaches a release that is open. */
async function takePolicy({ context, asker }: Meaning): Promise<PersonCommand> {
  const { deps, repo, at } = context
  const { policy, pin } = await deps.git.readGround({ url: await repo.createGitUrl() })
  return { type: 'TakePolicy', at, asker, policy: pin, terms: await fetchTerms(repo, policy) }
}
