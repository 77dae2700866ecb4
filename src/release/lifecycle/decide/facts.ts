import { getAwaitedStep } from '../awaited.ts'
import type { Cause } from '../causes.ts'
import type { Fact, FactOf } from '../commands.ts'
import {
  accept,
  BY_GITHUB,
  BY_RULE,
  type Decision,
  failStep,
  holdRelease,
  type Stamp,
  voidApprovals,
} from '../decision.ts'
import { isEmbargoFact } from '../embargo/commands.ts'
import { learnOfEmbargo } from '../embargo/learn.ts'
import type { ReleaseEvent } from '../events.ts'
import { isRolloutFact } from '../rollout/commands.ts'
import { learnOfRollout } from '../rollout/learn.ts'
import { deriveSelection } from '../rules/selection.ts'
import type { OpenRelease, Place, PublishedRelease, Release } from '../state.ts'
import { isSame } from '../who.ts'
import { learnOfBranch, updateFlags } from './branch-facts.ts'
import { decideImport, decideOpeningByItself } from './opening.ts'
import { learnOfPublication } from './publication-facts.ts'
import { learnOfSchedule } from './release-day.ts'

/**
 * What was learnt from outside. A fact that is known, that answers an older question, or that comes to a release that
 * has ended, is no news: it is let through and changes nothing, in whatever order and however often it comes.
 */
export function learn(release: Release, fact: Fact): Decision {
  if (fact.type === 'ReleaseDue') return decideOpeningByItself(release, fact)
  if (fact.type === 'PastReleaseFound') return decideImport(release, fact)
  if (release.status === 'unopened') return accept()
  if (release.status === 'aborted') return accept()
  const stamp = { at: fact.at, by: BY_GITHUB }
  if (isEmbargoFact(fact)) return release.status === 'open' ? learnOfEmbargo(release, fact, stamp) : accept()
  if (isRolloutFact(fact)) return learnOfRollout(release, fact, stamp)
  if (release.status === 'published') return decideAfterPublication(release, fact)

  switch (fact.type) {
    case 'CandidatesChanged':
      return accept(...decideCandidatesChanged(release, stamp))
    case 'BaseRolledBack':
      return accept(...decideBaseRolledBack(release, fact))
    case 'PlanMade':
      return decidePlanMade(release, fact)
    case 'ReleaseDayCame':
    case 'EmergencySeen':
      return learnOfSchedule(release, fact)
    case 'LineFreezeChanged':
      return decideFreeze(release, fact)
    case 'StepRefused':
      return decideStepRefused(release, fact)
    case 'EffectRefused':
      return accept({ ...fact, by: BY_GITHUB })
    case 'CheckSeen':
      return checkSeen(release, fact)
    case 'IssueSeen':
      if (release.ledger.shown.issue === fact.issue) return accept()
      return accept({ type: 'IssueShown', ...stamp, issue: fact.issue })
    case 'IssueClosed':
      return accept(...holdRelease(release, { code: 'issue-closed' }, stamp))
    case 'PullRequestClosed':
      return accept(...decidePullRequestClosed(release, fact))
    case 'StandingLost':
      return decideApproverLost(release, fact)
    case 'BranchBuilt':
    case 'BranchSeen':
    case 'VersionBumped':
    case 'HandsSeen':
    case 'OutsideCommitsJudged':
    case 'FlagsSeen':
    case 'PullRequestSeen':
    case 'ConflictPullRequestSeen':
    case 'ConflictMerged':
    case 'UnresolvedMerged':
    case 'MarkersStay':
      return learnOfBranch(release, fact, stamp)
    case 'NotesDrafted':
    case 'TagSeen':
    case 'ArtifactsStarted':
    case 'ArtifactSeen':
    case 'ArtifactsFailed':
    case 'ReleaseSeen':
      return learnOfPublication(release, fact, stamp)
    case 'ShippedTold':
    case 'ReleaseTextSeen':
    case 'BackToMainSeen':
      return accept()
  }
}

/** Nothing but the cut waits for it: what is built goes on. */
function decideFreeze({ ledger }: OpenRelease, { at, by, freeze }: FactOf<'LineFreezeChanged'>): Decision {
  // What is disclosed at an agreed minute waits for nothing but that.
  if (ledger.embargo !== null) return accept()
  const stamp = { at, by: { kind: 'person', person: by } } as const
  if (freeze !== null) return accept({ type: 'CutFrozen', ...stamp, freeze })
  return ledger.frozen === null ? accept() : accept({ type: 'CutUnfrozen', ...stamp })
}

/** §1.1: a plan by criteria follows main and the labels, until the branch is asked for. */
function decideCandidatesChanged({ place }: OpenRelease, stamp: Stamp): ReleaseEvent[] {
  if (place.step !== 'planned' || place.selection.kind !== 'by-criteria' || place.cut.kind === 'asked')
    return []
  return [{ type: 'PlanRequested', ...stamp, selection: place.selection, main: null }]
}

/** What is in it isn't settled yet: it is planned again from the last release that wasn't rolled back. */
function decideBaseRolledBack(release: OpenRelease, fact: FactOf<'BaseRolledBack'>): ReleaseEvent[] {
  const { about } = release.ledger
  const { base, passedOver, previous } = fact
  const isKnown = about.base.commit === base.commit && about.previous === previous
  if (isKnown || deriveSelection(release.place) === null) return []
  const stamp = { at: fact.at, by: BY_RULE }
  return [
    ...voidApprovals(release, { code: 'selection-changed' }, stamp),
    { type: 'BaseRolledBack', ...stamp, base, passedOver, previous },
  ]
}

/** Whether a fact answers what the release asked last. */
function isAnswer(
  release: OpenRelease | PublishedRelease,
  { answers }: { readonly answers: string },
): boolean {
  return getAwaitedStep(release)?.effect.key === answers
}

function decideAfterPublication(release: PublishedRelease, fact: Fact): Decision {
  if (release.imported !== null) return accept()
  if (fact.type === 'StepRefused') return decideStepRefused(release, fact)
  if (fact.type === 'EffectRefused') return accept({ ...fact, by: BY_GITHUB })
  if (fact.type === 'BackToMainSeen') return decideBroughtBack(release, fact)
  if (fact.type === 'ReleaseTextSeen') return decideCorrection(release, fact)
  if (fact.type === 'FlagsSeen')
    return accept(...updateFlags(release.release.plan, fact, { at: fact.at, by: BY_GITHUB }))
  if (fact.type !== 'ShippedTold' || release.told.includes(fact.candidate)) return accept()
  if (!release.release.plan.picks.some(({ candidate }) => candidate === fact.candidate)) return accept()

  return accept({ type: 'ShippedTold', at: fact.at, by: BY_GITHUB, candidate: fact.candidate })
}

/** After the publication the GitHub release is where its notes are corrected. */
function decideCorrection(
  { release }: PublishedRelease,
  { at, notes, text }: FactOf<'ReleaseTextSeen'>,
): Decision {
  if (release.notes === notes) return accept()
  return accept({ type: 'NotesEdited', at, by: BY_GITHUB, notes, text })
}

function decideBroughtBack(
  { ledger }: PublishedRelease,
  { at, pullRequest }: FactOf<'BackToMainSeen'>,
): Decision {
  if (ledger.shown.backToMain === pullRequest) return accept()
  return accept({ type: 'BackToMainShown', at, by: BY_GITHUB, pullRequest })
}

/** §1.1: a plan by another policy, or from another base, is no plan of this release. */
function decidePlanMade(release: OpenRelease, fact: FactOf<'PlanMade'>): Decision {
  const { plan, at } = fact
  const { policy, base, version } = release.ledger.about
  if (!isAnswer(release, fact)) return accept()

  const stamp = { at, by: BY_GITHUB }
  if (plan.policy !== policy.digest)
    return accept(...failStep(release, stamp, { code: 'other-policy', version }))
  if (plan.base !== base.commit)
    return accept(...failStep(release, stamp, { code: 'base-moved', tag: base.tag, version }))
  return accept({ type: 'Planned', ...stamp, plan })
}

function decideStepRefused(release: OpenRelease | PublishedRelease, fact: FactOf<'StepRefused'>): Decision {
  if (!isAnswer(release, fact)) return accept()
  return accept(...failStep(release, { at: fact.at, by: BY_GITHUB }, fact.reason))
}

/** §2.1: an older run than the one on record is no news. A check that the policy does not name proves nothing. */
function checkSeen({ ledger, place }: OpenRelease, { type, at, ...run }: FactOf<'CheckSeen'>): Decision {
  const { terms } = ledger.about
  if (!terms.tests.some(({ check, app }) => check === run.check && app === run.app)) return accept()

  const last = ledger.checks.find(
    ({ check, app, head }) => check === run.check && app === run.app && head === run.head,
  )
  if (last && (last.run > run.run || isOlder(last, run))) return accept()
  return accept({ type: 'CheckSeen', at, by: BY_GITHUB, ...run }, ...tellFailure(place, { at, ...run }))
}

/** Only while the branch is tested: later its gate is shut again, which is told with what it lacks. */
function tellFailure(
  place: Place,
  { at, check, head, conclusion, url }: Omit<FactOf<'CheckSeen'>, 'type'>,
): ReleaseEvent[] {
  const isTested = (place.step === 'proposing' || place.step === 'testing') && place.head === head
  if (!isTested || conclusion === 'success' || conclusion === 'pending') return []
  return [{ type: 'TestFailed', at, by: BY_GITHUB, check, head, conclusion, url: url ?? null }]
}

/** Of one run, a conclusion is never taken back to `pending`, and the same is no news. */
function isOlder(
  last: Pick<FactOf<'CheckSeen'>, 'run' | 'conclusion'>,
  run: Pick<FactOf<'CheckSeen'>, 'run' | 'conclusion'>,
): boolean {
  if (last.run !== run.run) return false
  return run.conclusion === last.conclusion || run.conclusion === 'pending'
}

/** The pull request is how a release is seen; merged or closed, nobody sees it. It is closed by us only at the end. */
function decidePullRequestClosed(release: OpenRelease, { at, outcome }: FactOf<'PullRequestClosed'>) {
  if (release.ledger.shown.pullRequest === null) return []
  return holdRelease(release, { code: 'pull-request-closed', outcome }, { at, by: BY_GITHUB })
}

/** What is done on people's go, and can be stopped until it is done. */
const STANDS_ON_GO: Partial<
  Readonly<Record<OpenRelease['place']['step'], Extract<Cause, { code: 'approver-lost' }>['approved']>>
> = {
  picking: 'cut',
  tagging: 'tag',
  publishing: 'publication',
}

/** Who may no longer approve has not approved, as long as what they approved has not begun. */
function decideApproverLost(release: OpenRelease, { at, person, how }: FactOf<'StandingLost'>): Decision {
  const stamp = { at, by: BY_GITHUB }
  const { place, ledger } = release
  const approved = STANDS_ON_GO[place.step]
  if (approved !== undefined && ledger.goes.some((one) => isSame(one.person, person)))
    return accept(
      ...holdRelease(release, { code: 'approver-lost', login: person.login, how, approved }, stamp),
    )
  if (!('question' in place) || place.question.kind !== 'open') return accept()

  const { approvals, prompt } = place.question
  if (!approvals.some((one) => isSame(one, person))) return accept()
  return accept({ type: 'ApprovalVoided', ...stamp, prompt, person, because: { code: 'right-lost', how } })
}
