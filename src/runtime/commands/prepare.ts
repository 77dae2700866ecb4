import { helpText } from '../../chatops/help.ts'
import type { Request } from '../../chatops/request.ts'
import { dateAfter } from '../../release/calendar.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import type { ReleaseEvent } from '../../release/lifecycle/events.ts'
import type { Release } from '../../release/lifecycle/state.ts'
import type { Asker } from '../../release/lifecycle/who.ts'
import { termsNow } from '../opening.ts'
import { loadRelease, tell } from '../record.ts'
import { explained } from './explained.ts'
import { openOrGoOn } from './open-or-go-on.ts'
import { whyNotPickable, whyNotWeighable } from './pickable.ts'
import { questionSeen } from './question-seen.ts'
import { type Prepared, type RequestNamed, refused, type Saying } from './saying.ts'
import { statusShown, whyShown } from './shown.ts'
import { askerOf } from './standing.ts'
import { candidateOf, targetOf } from './target.ts'

/** Looks into a command: everything that the world has to be asked for it is asked here, before anything is decided. */
export async function prepare(request: Request, saying: Saying): Promise<Prepared> {
  switch (request.name) {
    case 'help':
      return async () => ({ kind: 'shown', text: helpText(request.command) })
    case 'status':
      return async (unit) => ({ kind: 'shown', text: await statusShown(unit, saying) })
    case 'why':
      return whyShown(saying)
    case 'explain':
      return explained(request, saying)
    case 'link':
    case 'unlink':
      return async () => refused(WHO_THEY_ARE, `Say \`/release ${request.name}\` in Slack, and nowhere else.`)
    case 'plan':
    case 'cut':
      return openOrGoOn(request, saying)
    default:
      return toRelease(request, saying)
  }
}

const WHO_THEY_ARE = 'On GitHub everybody is who they are; people link themselves in Slack.'

type ToRelease = Exclude<
  Request,
  RequestNamed<'help' | 'status' | 'why' | 'explain' | 'link' | 'unlink' | 'plan' | 'cut'>
>

/** What is said to a release that is there. */
async function toRelease(request: ToRelease, saying: Saying): Promise<Prepared> {
  const target = targetOf(saying)
  if (target.kind === 'refused') return async () => target

  const { id } = target.release
  const { release, events } = await saying.world.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened') throw new Error(`${id} is listed and was never opened`)
  const asker = await askerOf(saying, release.ledger.about.terms)
  const command = await commandOf(request, { saying, asker, id, release, events })
  if ('kind' in command) return async () => command
  return (unit) => tell(unit, id, command)
}

interface Meaning {
  readonly saying: Saying
  readonly asker: Asker
  readonly id: string
  readonly release: Exclude<Release, { status: 'unopened' }>
  readonly events: readonly ReleaseEvent[]
}

/** What a request means to the core. */
async function commandOf(
  request: ToRelease,
  meaning: Meaning,
): Promise<PersonCommand | ReturnType<typeof refused>> {
  const { saying, asker } = meaning
  const said = { at: saying.at, asker }
  switch (request.name) {
    case 'pick':
    case 'drop':
    case 'defer':
    case 'assess':
    case 'except':
      return onCandidate(request, meaning)
    case 'prerelease':
      return { type: 'Prerelease', ...said, channel: request.channel, tags: await tagsNow(saying) }
    case 'promote':
      return { type: 'Promote', ...said, tags: await tagsNow(saying) }
    case 'notes':
      return { type: 'Notes', ...said }
    case 'check':
      return { type: 'Check', ...said, item: request.item, as: request.as, evidence: request.evidence }
    case 'go':
      return { type: 'Go', ...said, saw: await questionSeen(saying, meaning) }
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
  }
}

async function onCandidate(
  request: RequestNamed<'pick' | 'drop' | 'defer' | 'assess' | 'except'>,
  { saying, asker, release }: Meaning,
): Promise<PersonCommand | ReturnType<typeof refused>> {
  const found = candidateOf(request, saying, release)
  if (found.kind === 'refused') return found

  const said = { at: saying.at, asker, candidate: found.candidate }
  switch (request.name) {
    case 'pick': {
      const { candidate } = said
      return (await whyNotPickable(saying, { release, asker, candidate })) ?? { type: 'Pick', ...said }
    }
    case 'drop':
      return { type: 'Drop', ...said, because: request.because }
    case 'defer':
      return { type: 'Defer', ...said, because: request.because }
    case 'assess': {
      const { risk, type, severity, note } = request
      const no = await whyNotWeighable(saying, { release, asker, candidate: said.candidate }, 'Assess')
      if (no) return no
      return { type: 'Assess', ...said, assessment: { risk, type, severity, note } }
    }
    case 'except': {
      const { timeZone, exceptionDays } = release.ledger.about.terms
      const until = request.until ?? dateAfter(timeZone, saying.at, exceptionDays)
      const no = await whyNotWeighable(saying, { release, asker, candidate: said.candidate }, 'Except')
      if (no) return no
      return { type: 'Except', ...said, because: request.because, until }
    }
  }
}

/** Pre-release Versions: what is next follows from the tags as they are. */
async function tagsNow({ world, hub }: Saying) {
  return world.git.tags({ url: await hub.gitUrl() })
}

/** Law 5: the only way in which a later config reaches a release that is open. */
async function takePolicy({ saying, asker }: Meaning): Promise<PersonCommand> {
  const { world, hub, at } = saying
  const { policy, pin } = await world.git.ground({ url: await hub.gitUrl() })
  return { type: 'TakePolicy', at, asker, policy: pin, terms: await termsNow(hub, policy) }
}
