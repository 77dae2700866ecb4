import type { AbortedRelease, Flow, PublishedRelease, Trouble } from '../../release/lifecycle/state.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import { mending } from './standing.ts'
import { minute } from './wording.ts'

/** What holds a release up, or ended it, as a sentence with code in backquotes. */
export interface Alert {
  readonly kind: 'held' | 'failed' | 'ended'
  readonly sentence: string
}

export function alertsOf(release: OpenedRelease): Alert[] {
  const { flow, trouble } = release.ledger
  if (release.status === 'aborted') return [aborted(release)]
  if (release.status === 'published') return rolledBack(release)
  return [...held(flow), ...failed(trouble, flow)]
}

function aborted({ by, at, because }: AbortedRelease): Alert {
  const who = by ? ` by ${by.login}` : ''
  return { kind: 'ended', sentence: `Aborted${who}, ${minute(at)}: ${asSentence(because)}` }
}

function rolledBack({ rolledBack: back }: PublishedRelease): Alert[] {
  if (!back) return []
  const sentence = `Rolled back to ${back.to}, ${minute(back.at)}: ${asSentence(back.because)}`
  return [{ kind: 'ended', sentence }]
}

function held(flow: Flow): Alert[] {
  if (flow.kind === 'going') return []
  const who = flow.by ? ` by ${flow.by.login}` : ''
  return [{ kind: 'held', sentence: `Held${who} since ${minute(flow.at)}: ${asSentence(flow.because)}` }]
}

/** What to do about it is said already where a release stands, unless it is held besides. */
function failed(trouble: Trouble, flow: Flow): Alert[] {
  if (trouble.kind === 'none') return []
  const next = flow.kind === 'held' ? ` ${mending(trouble)}` : ''
  return [
    { kind: 'failed', sentence: `The step \`${trouble.step}\` failed: ${asSentence(trouble.what)}${next}` },
  ]
}
