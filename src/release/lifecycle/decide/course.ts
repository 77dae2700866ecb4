import type { AskedOf } from '../commands.ts'
import { accept, type Decision, holdRelease, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { describeBecause } from '../describe-because.ts'
import { isInProduction, isRolledBack } from '../rollout/view.ts'
import { countMissingApprovals, explainVoidApproval } from '../rules/approvals.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getOpenQuestion, getPicks, getPlan } from '../view.ts'
import { isSame } from '../who.ts'
import { toSentence } from '../wording.ts'

type Rolling = OpenRelease | PublishedRelease

/** Whether a release goes on: go and no-go, hold and resume, and the end of one that is not to be. */
export function decideCourse(
  release: Rolling,
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
        `${about.version} is held already: ${toSentence(describeBecause(flow.because))}`,
        'Say `/release resume` when it may go on.',
      )
    case 'Resume':
      if (flow.kind === 'held') return accept({ type: 'Resumed', ...stamp })
      return refuse(`${about.version} is not held.`, 'See what it waits for with `/release status`.')
    case 'Abort': {
      if (isInProduction(release) && !isRolledBack(release))
        return refuse(
          `${about.version} is in production.`,
          'Roll it back first: `/release rollback because …`.',
        )
      const { because } = command
      return accept(...voidApprovals(release, 'The release was aborted.', stamp), {
        type: 'Aborted',
        ...stamp,
        because,
      })
    }
  }
}

function refuseNoQuestion({ ledger }: Rolling): Decision {
  return refuse(
    `Nothing of ${ledger.about.version} waits for a go.`,
    'See what is missing with `/release status`.',
  )
}

/** An approval is for what was shown (law 6): what changed after it was said, or pressed, was not. */
function go(release: Rolling, { saw, asker, at }: AskedOf<'Go'>, stamp: Stamp): Decision {
  const { ledger } = release
  const question = getOpenQuestion(release)
  if (!question) return refuseNoQuestion(release)
  if (ledger.flow.kind === 'held')
    return refuse(
      `${ledger.about.version} is held: ${toSentence(describeBecause(ledger.flow.because))}`,
      'Say `/release resume` first.',
    )

  const { prompt, subject, openedAt, approvals } = question
  const isStale = saw === null ? at <= openedAt : saw !== prompt
  if (isStale)
    return refuse(
      'What you said go to has changed since.',
      'Look at what is asked now, and say `/release go` again.',
    )

  const { person } = asker
  if (approvals.some((one) => isSame(one, person))) return accept()

  const { step } = subject
  const plan = getPlan(release)
  const picks = getPicks(release)
  const reason = plan && explainVoidApproval(person, ledger, { step, plan, picks })
  if (reason !== null) {
    const needed = countMissingApprovals(ledger, question, step)
    return refuse(
      `A go of ${person.login} does not count here: ${reason}.`,
      `Have ${needed} other${needed === 1 ? '' : 's'} who may approve say \`/release go\`.`,
    )
  }
  return accept({ type: 'ApprovalGiven', ...stamp, prompt, subject, person })
}

/** One no is enough, whoever said go before, and whoever else holds the release. */
function decideNoGo(release: Rolling, { because, saw }: AskedOf<'NoGo'>, stamp: Stamp): Decision {
  const question = getOpenQuestion(release)
  if (!question) return refuseNoQuestion(release)
  if (saw !== null && saw !== question.prompt)
    return refuse(
      'What you said no-go to has changed since.',
      'Look at what is asked now; hold the release with `/release hold` if it must not go on.',
    )

  const { prompt } = question
  return accept(
    { type: 'NoGoGiven', ...stamp, prompt, because },
    ...voidApprovals(release, { code: 'no-go', text: because }, stamp),
    ...holdRelease(release, { code: 'no-go', text: because }, stamp),
  )
}
