import type { AskedOf } from '../commands.ts'
import { accept, type Decision, holdRelease, refuse, type Stamp, voidApprovals } from '../decision.ts'
import { isInProduction, isRolledBack } from '../rollout/view.ts'
import { countMissingApprovals, findVoidApprovalReason } from '../rules/approvals.ts'
import type { OpenRelease, PublishedRelease } from '../state.ts'
import { getOpenQuestion, getPicks, getPlan } from '../view.ts'
import { isSame } from '../who.ts'

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
      return refuse({ code: 'held-already', version: about.version, because: flow.because })
    case 'Resume':
      if (flow.kind === 'held') return resume(release, command, stamp)
      return refuse({ code: 'not-held', version: about.version })
    case 'Abort': {
      if (isInProduction(release) && !isRolledBack(release))
        return refuse({ code: 'in-production', version: about.version })
      const { because } = command
      return accept(...voidApprovals(release, { code: 'aborted' }, stamp), {
        type: 'Aborted',
        ...stamp,
        because,
      })
    }
  }
}

/** What came onto the branch another way is in the release only by the name that somebody else accepts it by. */
function resume({ ledger }: Rolling, { accepts, asker }: AskedOf<'Resume'>, stamp: Stamp): Decision {
  const { unaccepted, hands, about, outside } = ledger
  if (unaccepted === null) return accept({ type: 'Resumed', ...stamp })
  if (!accepts || !unaccepted.startsWith(accepts)) return refuse({ code: 'not-accepted', head: unaccepted })
  const isOwn = hands.people.some((one) => isSame(one, asker.person))
  if (isOwn && !about.terms.ownChanges) return refuse({ code: 'own-commits', head: unaccepted })
  if (outside.head === null) return refuse({ code: 'commits-not-judged', head: unaccepted })
  const marked = outside.commits.find(({ markers }) => markers === true)
  if (marked) return refuse({ code: 'commit-has-markers', commit: marked.commit })
  const unfit = outside.commits.find(({ verdict }) => verdict !== 'eligible')
  if (unfit) {
    const { candidate, commit, verdict } = unfit
    return refuse({ code: 'commit-not-eligible', candidate, commit, verdict })
  }
  return accept({ type: 'Resumed', ...stamp, accepts: unaccepted })
}

function refuseNoQuestion({ ledger }: Rolling): Decision {
  return refuse({ code: 'no-question', version: ledger.about.version })
}

/** An approval is for what was shown (law 6): what changed after it was said, or pressed, was not. */
function go(release: Rolling, { saw, asker, at }: AskedOf<'Go'>, stamp: Stamp): Decision {
  const { ledger } = release
  const question = getOpenQuestion(release)
  if (!question) return refuseNoQuestion(release)
  if (ledger.flow.kind === 'held')
    return refuse({ code: 'held', version: ledger.about.version, because: ledger.flow.because })

  const { prompt, subject, openedAt, approvals } = question
  const isStale = saw === null ? at <= openedAt : saw !== prompt
  if (isStale) return refuse({ code: 'question-changed', answer: 'go' })

  const { person } = asker
  if (approvals.some((one) => isSame(one, person))) return accept()

  const { step } = subject
  const plan = getPlan(release)
  const picks = getPicks(release)
  const reason = plan && findVoidApprovalReason(person, ledger, { step, plan, picks })
  if (reason !== null) {
    return refuse({
      code: 'go-not-counted',
      login: person.login,
      reason,
      needed: countMissingApprovals(ledger, question, step),
    })
  }
  return accept({ type: 'ApprovalGiven', ...stamp, prompt, subject, person })
}

/** One no is enough, whoever said go before, and whoever else holds the release. */
function decideNoGo(release: Rolling, { because, saw }: AskedOf<'NoGo'>, stamp: Stamp): Decision {
  const question = getOpenQuestion(release)
  if (!question) return refuseNoQuestion(release)
  if (saw !== null && saw !== question.prompt) return refuse({ code: 'question-changed', answer: 'no-go' })

  const { prompt } = question
  return accept(
    { type: 'NoGoGiven', ...stamp, prompt, because },
    ...voidApprovals(release, { code: 'no-go', text: because }, stamp),
    ...holdRelease(release, { code: 'no-go', text: because }, stamp),
  )
}
