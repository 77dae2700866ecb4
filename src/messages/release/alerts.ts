import { isWithheldFromGitHub } from '../../release/lifecycle/disclosure.ts'
import type {
  AbortedRelease,
  Flow,
  OpenRelease,
  PublishedRelease,
  StepFailure,
} from '../../release/lifecycle/state.ts'
import { isUncut, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { describeFreeze } from '../branch/describe-freeze.ts'
import { describeBecause } from '../describe-because.ts'
import { describeFailure } from '../describe-failure.ts'
import { formatMinute, toSentence } from '../wording.ts'
import { suggestFix } from './describe-status.ts'

/** What holds a release up, or ended it, as a sentence with code in backquotes. */
interface Alert {
  readonly kind: 'held' | 'frozen' | 'failed' | 'ended' | 'security'
  readonly sentence: string
}

export function listAlerts(release: OpenedRelease): Alert[] {
  const { flow, trouble } = release.ledger
  if (release.status === 'aborted') return [describeAborted(release)]
  if (release.status === 'published') return describeRollback(release)
  return [
    ...describeHold(flow),
    ...listFreezes(release),
    ...describeStepFailure(trouble, flow),
    ...warnOfReaders(release),
  ]
}

function describeAborted({ by, at, because }: AbortedRelease): Alert {
  const who = by ? ` by ${by.login}` : ''
  return { kind: 'ended', sentence: `Aborted${who}, ${formatMinute(at)}: ${toSentence(because)}` }
}

function describeRollback({ rolledBack: back }: PublishedRelease): Alert[] {
  if (!back) return []
  const sentence = `Rolled back to ${back.to}, ${formatMinute(back.at)}: ${toSentence(describeBecause(back.because))}`
  return [{ kind: 'ended', sentence }]
}

function describeHold(flow: Flow): Alert[] {
  if (flow.kind === 'going') return []
  const who = flow.by ? ` by ${flow.by.login}` : ''
  return [
    {
      kind: 'held',
      sentence: `Held${who} since ${formatMinute(flow.at)}: ${toSentence(describeBecause(flow.because))}`,
    },
  ]
}

/** Once the branch is asked for and made, a freeze of its line changes nothing. */
function listFreezes(release: OpenRelease): Alert[] {
  const { frozen, about } = release.ledger
  if (frozen === null || !isUncut(release)) return []
  const next = `To end it, a captain runs \`/release unfreeze ${about.line}\`.`
  return [{ kind: 'frozen', sentence: `${describeFreeze(frozen)} ${next}` }]
}

/** What to do about it is said already where a release stands, unless it is held besides. */
function describeStepFailure(trouble: StepFailure, flow: Flow): Alert[] {
  if (trouble.kind === 'none') return []
  const next = flow.kind === 'held' ? ` ${suggestFix(trouble)}` : ''
  return [
    {
      kind: 'failed',
      sentence: `The step \`${trouble.step}\` failed: ${toSentence(describeFailure(trouble.reason).what)}${next}`,
    },
  ]
}

const READERS =
  'This is a security release: details of its fixes are withheld until it is published. Everyone who reads this repository can read its pull requests and commits, so in a public repository the fixes are public already. Prepare the next one under embargo with `/release security GHSA-…`.'

/** A security release in a repository that others than the security team read. */
function warnOfReaders(release: OpenedRelease): Alert[] {
  return isWithheldFromGitHub(release) ? [{ kind: 'security', sentence: READERS }] : []
}
