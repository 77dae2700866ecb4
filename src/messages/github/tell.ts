import { nameOf } from '../../release/candidate.ts'
import type { EventOf, ReleaseEvent } from '../../release/lifecycle/events.ts'
import { selectionOf } from '../../release/lifecycle/selection.ts'
import type { OpenedRelease } from '../../release/lifecycle/view.ts'
import { asSentence } from '../../release/lifecycle/wording.ts'
import { rows, shortened } from '../cut.ts'
import { happened } from '../release/happened.ts'
import { mending, standing } from '../release/standing.ts'
import { shortSha } from '../release/wording.ts'
import { blocks } from './fit.ts'
import { prose } from './inline.ts'
import { refusalText } from './refusal.ts'

/** What happened to a release without anybody asking for it, as a comment on its tracking issue. */
export function tellText(event: ReleaseEvent, release: OpenedRelease): string {
  switch (event.type) {
    case 'CutDeclined':
      return `**The release branch is not made.** ${refusalText({ what: event.because, next: event.next })}`
    case 'StepFailed':
      return `**The step \`${event.step}\` failed.** ${refusalText({ what: event.what, next: mending({ kind: 'step-failed', ...event }) })}`
    case 'BreakFound':
      return breakText(event)
    case 'GateShut':
      return shutText(event.missing, event.head)
    case 'FlagsSeen':
      return laterText(event, release)
    case 'Held':
      return `**${release.ledger.about.version} is held.** ${prose(asSentence(shortened(event.because, 1_000)))}\n\nWhen it may go on, a captain says \`/release resume\`.`
    default: {
      const what = happened(event, release.ledger.about.version)
      return blocks(what === null ? '' : prose(what), standingText(release))
    }
  }
}

/** The release goes on: only people can tell whether a change is right without what came after it. */
function laterText({ news }: EventOf<'FlagsSeen'>, release: OpenedRelease): string {
  const { look, next } = lookingAt(release)
  return blocks(
    `**Main has gone on with what is in ${release.ledger.about.version}.** ${look}`,
    rows(
      news.map((flag) => `- ${prose(asSentence(shortened(flag, 500)))}`),
      50,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    `${next} Where all is right as it is, nothing has to be done.`,
  )
}

function lookingAt(release: OpenedRelease): { readonly look: string; readonly next: string } {
  if (release.status === 'published')
    return {
      look: 'It is out, so look at this:',
      next: 'What is out stays as it is: take the later change into the next version of the line with `/release cut`. Where production must not wait for that, put it back, and say `/release rolled-back to VERSION because …`.',
    }
  if (release.status === 'open' && selectionOf(release.place) === null)
    return {
      look: 'Its tag is asked for, so look at this before it is published:',
      next: 'What is tagged stays as it is: a captain ends it with `/release abort because …`, or takes the later change into the next version of the line.',
    }
  return {
    look: 'Look at this before it is tagged:',
    next: 'A captain leaves a change out with `/release drop #N because …`, or takes the later one too with `/release pick #N`.',
  }
}

function breakText({ check, candidate, head, because }: EventOf<'BreakFound'>): string {
  const what = candidate === null ? '' : prose(` by ${nameOf(candidate)}`)
  const next =
    candidate === null
      ? 'See the run, and mend it on the release branch or on main.'
      : `Leave it with \`/release drop ${nameOf(candidate)} because …\`, or mend it on main and pick the mended one.`
  return `**\`${check}\` is broken${what}** (\`${shortSha(head)}\`). ${prose(because)}\n\n${prose(next)}`
}

function standingText(release: OpenedRelease): string {
  const { waits, next } = standing(release)
  return `**${prose(waits)}** ${prose(next)}`
}

function shutText(missing: readonly string[], head: string): string {
  return blocks(
    `**Back to testing.** On \`${shortSha(head)}\` this does not hold any more, so nothing is tagged:`,
    rows(
      missing.map((what) => `- ${prose(shortened(what, 500))}`),
      50,
      (more) => `- … and ${more} more`,
    ).join('\n'),
    'It goes on by itself once that is mended.',
  )
}
