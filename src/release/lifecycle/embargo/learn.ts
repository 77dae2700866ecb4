import { toCanonicalJson } from '../../policy/canonical.ts'
import { getAwaitedStep } from '../awaited.ts'
import type { FactOf } from '../commands.ts'
import { accept, type Decision, type Stamp } from '../decision.ts'
import type { ReleaseEvent } from '../events.ts'
import { refuseRole } from '../rules/roles.ts'
import type { OpenRelease } from '../state.ts'
import { getHead, listFixAuthors } from '../view.ts'
import { isSame } from '../who.ts'
import type { EmbargoFacts } from './commands.ts'
import { proveChecklistItem } from './prove-items.ts'
import { getNoticeKey, getRehearsalKey } from './view.ts'

/** Decides what was learnt of an embargo. What is known, or answers an older question, is no news. */
export function learnOfEmbargo(
  release: OpenRelease,
  fact: FactOf<keyof EmbargoFacts>,
  stamp: Stamp,
): Decision {
  const { embargo } = release.ledger
  if (fact.type === 'FixReviewed') return accept(...decideFixReviewed(release, fact, stamp))
  if (!embargo) return accept()
  switch (fact.type) {
    case 'AdvisoryDrafted': {
      const { advisory } = fact
      return embargo.advisory === null ? accept({ type: 'AdvisoryDrafted', ...stamp, advisory }) : accept()
    }
    case 'AdvisorySeen':
      return accept(...decideAdvisorySeen(release, fact, stamp))
    case 'RehearsalFinished': {
      const isAnswer = embargo.rehearsal?.problems === null && getRehearsalKey(release) === fact.answers
      return isAnswer ? accept({ type: 'RehearsalFinished', ...stamp, problems: fact.problems }) : accept()
    }
    case 'PreNotified': {
      const isAnswer = embargo.notice?.isSent === false && getNoticeKey(release) === fact.answers
      const { recipients, refused } = fact
      return isAnswer ? accept({ type: 'PreNotified', ...stamp, recipients, refused }) : accept()
    }
    case 'CodeDisclosed': {
      const { place, ledger } = release
      if (place.step !== 'publishing' || embargo.isCodeOut || !isAwaited(release, fact)) return accept()
      return accept({ type: 'CodeDisclosed', ...stamp, tag: ledger.about.tag, commit: place.head })
    }
    case 'AdvisoryDisclosed': {
      const { releaseUrl } = embargo
      if (releaseUrl === null || !isAwaited(release, fact)) return accept()
      return accept(
        { type: 'AdvisoryDisclosed', ...stamp, url: fact.url },
        { type: 'Published', ...stamp, url: releaseUrl },
      )
    }
  }
}

function isAwaited(release: OpenRelease, { answers }: { readonly answers: string }): boolean {
  return getAwaitedStep(release)?.effect.key === answers
}

/** The advisory proves lines of the security checklist, each on the head that is looked at now. */
function decideAdvisorySeen(
  release: OpenRelease,
  { advisory, evidence }: FactOf<'AdvisorySeen'>,
  stamp: Stamp,
): ReleaseEvent[] {
  const { embargo } = release.ledger
  const isKnown = toCanonicalJson(embargo?.seen ?? null) === toCanonicalJson(advisory)
  return [
    ...(isKnown ? [] : [{ type: 'AdvisorySeen', ...stamp, advisory } as const]),
    ...evidence.flatMap((one) => proveChecklistItem(release, one, stamp)),
  ]
}

/** An approving review on exactly the head, by a member of the security team who wrote nothing of the fix. */
function decideFixReviewed(
  release: OpenRelease,
  { head, reviewers }: FactOf<'FixReviewed'>,
  stamp: Stamp,
): ReleaseEvent[] {
  if (getHead(release) !== head) return []
  const { terms } = release.ledger.about
  const authors = listFixAuthors(release)
  const reviewer = reviewers.find(
    (one) =>
      refuseRole('security', one, terms) === null && !authors.some((author) => isSame(author, one.person)),
  )
  if (!reviewer) return []
  return proveChecklistItem(
    release,
    { item: 'reviewed', evidence: `approved by ${reviewer.person.login}` },
    stamp,
  )
}
