import type { AskedOf } from '../commands.ts'
import { accept, type Decision, holdRelease, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { countMissingApprovals, explainVoidApproval } from '../rules/approvals.ts'
import type { OpenRelease, PlaceAt, QuestionState } from '../state.ts'
import { isSame } from '../who.ts'
import { toSentence } from '../wording.ts'

/** Whether a release goes on: go and no-go, hold and resume, and the end of one that is not to be. */
export function decideCourse(
  release: OpenRelease,
  command: AskedOf<'Go' | 'NoGo' | 'Hold' | 'Resume' | 'Abort'>,
  stamp: Stamp,
): Decision {
  const { about, flow } = release.ledger
  switch (command.type) {
    case 'Go':
      return go(release, command, stamp)
    case 'NoGo':
      return decideNoGo(release, command, stamp)
    case 'Hold':
      if (flow.kind === 'going') return accept({ type: 'Held', ...stamp, because: command.because })
      return refuse(
        `${about.version} is held already: ${toSentence(flow.because)}`,
        'Say `/release resume` when it may go on.',
      )
    case 'Resume':
      if (flow.kind === 'held') return accept({ type: 'Resumed', ...stamp })
      return refuse(`${about.version} is not held.`, 'See what it waits for with `/release status`.')
    case 'Abort': {
      const { because } = command
      return accept(...voidApprovals(release, 'The release was aborted.', stamp), {
        type: 'Aborted',
        ...stamp,
        because,
      })
    }
  }
}

type Open = Extract<QuestionState, { kind: 'open' }>
type AskingPlace = PlaceAt<'asking-to-cut' | 'asking-to-tag' | 'asking-to-publish'>

function findAskedQuestion({
  place,
}: OpenRelease): { readonly place: AskingPlace; readonly question: Open } | null {
  if (!('question' in place) || place.question.kind !== 'open') return null
  return { place, question: place.question }
}

function refuseNoQuestion({ ledger }: OpenRelease): Decision {
  return refuse(
    `Nothing of ${ledger.about.version} waits for a go.`,
    'See what is missing with `/release status`.',
  )
}

/** An approval is for what was shown (law 6): what changed after it was said, or pressed, was not. */
function go(release: OpenRelease, { saw, asker, at }: AskedOf<'Go'>, stamp: Stamp): Decision {
  const { ledger } = release
  const found = findAskedQuestion(release)
  if (!found) return refuseNoQuestion(release)
  if (ledger.flow.kind === 'held')
    return refuse(
      `${ledger.about.version} is held: ${toSentence(ledger.flow.because)}`,
      'Say `/release resume` first.',
    )

  const { prompt, subject, openedAt, approvals } = found.question
  const isStale = saw === null ? at <= openedAt : saw !== prompt
  if (isStale)
    return refuse(
      'What you said go to has changed since.',
      'Look at what is asked now, and say `/release go` again.',
    )

  const { person } = asker
  if (approvals.some((one) => isSame(one, person))) return accept()

  const { step } = subject
  const { plan } = found.place
  const picks = 'picks' in found.place ? found.place.picks : []
  const reason = explainVoidApproval(person, ledger, { step, plan, picks })
  if (reason !== null) {
    const needed = countMissingApprovals(ledger, found.question, step)
    return refuse(
      `A go of ${person.login} does not count here: ${reason}.`,
      `Have ${needed} other${needed === 1 ? '' : 's'} who may approve say \`/release go\`.`,
    )
  }
  return accept({ type: 'ApprovalGiven', ...stamp, prompt, subject, person })
}

/** One no is enough, whoever said go before, and whoever else holds the release. */
function decideNoGo(release: OpenRelease, { because, saw }: AskedOf<'NoGo'>, stamp: Stamp): Decision {
  const found = findAskedQuestion(release)
  if (!found) return refuseNoQuestion(release)
  if (saw !== null && saw !== found.question.prompt)
    return refuse(
      'What you said no-go to has changed since.',
      'Look at what is asked now; hold the release with `/release hold` if it must not go on.',
    )

  const { prompt } = found.question
  return accept(
    { type: 'NoGoGiven', ...stamp, prompt, because },
    ...voidApprovals(release, `No-go: ${because}`, stamp),
    ...holdRelease(release, `No-go: ${because}`, stamp),
  )
}
