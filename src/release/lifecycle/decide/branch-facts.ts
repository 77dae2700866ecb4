import { toCanonicalJson } from '../../policy/canonical.ts'
import { getAwaitedStep } from '../awaited.ts'
import type { FactOf, PickReport } from '../commands.ts'
import { accept, type Decision, failStep, holdRelease, type Stamp, voidApprovals } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { getApprovalTerms } from '../rules/approvals.ts'
import type { OpenRelease } from '../state.ts'
import { isSame } from '../who.ts'
import type { Planned } from '../words.ts'

/** §1.2 and §1.3: what became of the branch, as the world tells it. */
export function learnOfBranch(
  release: OpenRelease,
  fact: FactOf<
    | 'BranchBuilt'
    | 'BranchSeen'
    | 'VersionBumped'
    | 'HandsSeen'
    | 'OutsideCommitsJudged'
    | 'FlagsSeen'
    | 'PullRequestSeen'
    | 'ConflictPullRequestSeen'
    | 'ConflictMerged'
    | 'UnresolvedMerged'
    | 'MarkersStay'
  >,
  stamp: Stamp,
): Decision {
  switch (fact.type) {
    case 'BranchBuilt':
      return decideBranchBuilt(release, fact, stamp)
    case 'BranchSeen':
      return accept(...decideBranchSeen(release, fact, stamp))
    case 'HandsSeen':
      return accept(...decideCommittersSeen(release, fact, stamp))
    case 'OutsideCommitsJudged':
      return accept(...decideOutsideCommits(release, fact, stamp))
    case 'FlagsSeen':
      return accept(...decideFlagsSeen(release, fact, stamp))
    case 'VersionBumped':
      return accept(...decideVersionBumped(release, fact, stamp))
    case 'PullRequestSeen':
      return accept(...decidePullRequestSeen(release, fact, stamp))
    case 'ConflictPullRequestSeen':
      return accept(...decideConflictShown(release, fact, stamp))
    case 'ConflictMerged':
      return accept(...decideConflictMerged(release, fact, stamp))
    case 'UnresolvedMerged':
      return accept(...decideUnresolvedMerged(release, fact, stamp))
    case 'MarkersStay': {
      const { candidate, head } = fact
      if (!findConflict(release, candidate)) return accept()
      return accept(...holdRelease(release, { code: 'markers-in-history', candidate, head }, stamp))
    }
  }
}

function decideBranchBuilt(
  release: OpenRelease,
  { answers, head, outcomes }: FactOf<'BranchBuilt'>,
  stamp: Stamp,
): Decision {
  const { place } = release
  if (place.step !== 'picking' || getAwaitedStep(release)?.effect.key !== answers) return accept()

  const named = outcomes.map(({ candidate }) => candidate)
  const planned = place.picks.map(({ candidate }) => candidate)
  if (named.length !== planned.length || planned.some((one, at) => one !== named[at]))
    return accept(...failStep(release, stamp, { code: 'other-picks' }))

  const { digest } = place.plan
  return accept(...outcomes.map((one) => decidePickOutcome(one, stamp)), {
    type: 'BranchPushed',
    ...stamp,
    plan: digest,
    head,
  })
}

function decidePickOutcome(report: PickReport, stamp: Stamp): ReleaseEvent {
  const { candidate } = report
  if (report.kind === 'clean')
    return { type: 'PickApplied', ...stamp, candidate, outcome: 'clean', commit: report.at }
  if (report.kind === 'empty')
    return { type: 'PickApplied', ...stamp, candidate, outcome: 'empty', commit: null }

  const { commit, files } = report
  return { type: 'PickConflicted', ...stamp, candidate, commit, files }
}

/**
 * Somebody else's commit on the release branch: what was tested and approved is another. While our own push is under
 * way its head may be seen before we are told; a foreign one makes that push fail, since each names the head it expects.
 */
function decideBranchSeen(
  release: OpenRelease,
  { head }: FactOf<'BranchSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { place } = release
  const isOurs =
    place.step === 'picking' ||
    place.step === 'proposing' ||
    place.step === 'testing' ||
    place.step === 'drafting' ||
    place.step === 'asking-to-tag'
  if (!isOurs || place.head === null || head === place.head) return []
  if (head === null) return holdRelease(release, { code: 'branch-deleted' }, stamp)

  const because = { code: 'foreign-push', head } as const
  return [
    ...voidApprovals(release, because, stamp),
    { type: 'BranchMoved', ...stamp, head, from: place.head },
    ...holdRelease(release, because, stamp),
  ]
}

/** Threat B3: who made what is released does not approve it, and has not where they said so before it was known. */
function decideCommittersSeen(
  release: OpenRelease,
  { head, people, unknown = false }: FactOf<'HandsSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { ledger, place } = release
  const { hands } = ledger
  const isKnown = hands.head === head && (unknown || !hands.unknown)
  if (!('head' in place) || place.head !== head || isKnown) return []
  const seen: ReleaseEvent = { type: 'HandsSeen', ...stamp, head, people, unknown }
  if (!('question' in place) || place.question.kind !== 'open') return [seen]

  const { prompt, subject, approvals } = place.question
  if (!getApprovalTerms(ledger.about, subject.step).twoPerson) return [seen]
  const because = { code: 'has-commits' } as const
  const theirs = approvals.filter((one) => people.some((other) => isSame(one, other)))
  const voided = theirs.map(
    (one) => ({ type: 'ApprovalVoided', ...stamp, prompt, person: one, because }) as const,
  )
  return [seen, ...voided]
}

/** §1.1: what came onto the branch another way is judged as a pick is. Of a head that is gone nothing is known. */
function decideOutsideCommits(
  { ledger, place }: OpenRelease,
  { head, commits }: FactOf<'OutsideCommitsJudged'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (!('head' in place) || place.head !== head) return []
  const { outside } = ledger
  const isKnown = outside.head !== null && toCanonicalJson(outside.commits) === toCanonicalJson(commits)
  return isKnown ? [] : [{ type: 'OutsideCommitsJudged', ...stamp, head, commits }]
}

/** Until the branch is asked for, the plan is made anew instead. */
function decideFlagsSeen({ place }: OpenRelease, fact: FactOf<'FlagsSeen'>, stamp: Stamp): ReleaseEvent[] {
  return 'picks' in place ? updateFlags(place.plan, fact, stamp) : []
}

/** What is new of what main has done to the changes of a plan; each sentence once. */
export function updateFlags(
  { picks }: Planned,
  { flags }: Pick<FactOf<'FlagsSeen'>, 'flags'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const known = picks.flatMap((pick) => pick.flags ?? [])
  const taken = flags.filter((one) => picks.some((pick) => pick.candidate === one.candidate))
  const now = taken.flatMap((one) => one.flags)
  const news = now.filter((flag) => !known.includes(flag))
  if (news.length === 0 && now.length === known.length) return []
  return [{ type: 'FlagsSeen', ...stamp, flags: taken, news }]
}

function decideVersionBumped(
  release: OpenRelease,
  { answers, head }: FactOf<'VersionBumped'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { place } = release
  if (place.step !== 'bumping' || getAwaitedStep(release)?.effect.key !== answers) return []
  return [{ type: 'Bumped', ...stamp, on: place.head, head }]
}

function decidePullRequestSeen(
  { place }: OpenRelease,
  { pullRequest, head }: FactOf<'PullRequestSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (place.step !== 'proposing' || place.head !== head) return []
  return [{ type: 'PullRequestShown', ...stamp, pullRequest, head }]
}

function decideConflictShown(
  release: OpenRelease,
  { candidate, pullRequest }: FactOf<'ConflictPullRequestSeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const became = findConflict(release, candidate)
  if (!became || became.pullRequest === pullRequest) return []
  return [{ type: 'ConflictShown', ...stamp, candidate, pullRequest }]
}

function decideConflictMerged(
  release: OpenRelease,
  { candidate, head, author, foreign, differs = null }: FactOf<'ConflictMerged'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const conflict = findConflict(release, candidate)
  if (!conflict) return []
  const { pullRequest } = conflict
  const resolved: ReleaseEvent = {
    ...{ type: 'PickResolved', ...stamp, candidate, head, author },
    ...(foreign && { foreign }),
    ...(pullRequest !== null && { pullRequest }),
    ...(differs !== null && { differs }),
  }
  return [resolved, ...(foreign ? holdRelease(release, { code: 'foreign-push', head }, stamp) : [])]
}

function decideUnresolvedMerged(
  release: OpenRelease,
  { candidate, marked, undecided }: FactOf<'UnresolvedMerged'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (!findConflict(release, candidate)) return []
  return holdRelease(release, { code: 'merged-unresolved', candidate, marked, undecided }, stamp)
}

function findConflict({ place }: OpenRelease, candidate: string) {
  if (place.step !== 'picking' || place.head === null) return null
  const found = place.picks.find((pick) => pick.candidate === candidate)
  return found?.became.kind === 'conflict' ? found.became : null
}
