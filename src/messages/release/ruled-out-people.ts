import { getApprovalTerms, listAnswerable } from '../../release/lifecycle/rules/approvals.ts'
import { getPicks, getPlan, type OpenedRelease } from '../../release/lifecycle/view.ts'
import { isSame, type Person } from '../../release/lifecycle/who.ts'
import type { Subject } from '../../release/lifecycle/words.ts'
import { describeWhoMay, formatSome } from '../wording.ts'

/** Who may answer a question, and by the two-person rule who may not. A sentence with code in backquotes. */
export function mayAnswer(release: OpenedRelease, { step }: Subject): string {
  const { terms } = release.ledger.about
  const may = `A go counts from ${describeWhoMay('approver', terms)}`
  if (!getApprovalTerms(release.ledger.about, step).twoPerson) return `${may}.`

  const out = listRuledOut(release).map(({ login }) => login)
  return out.length === 0 ? `${may}.` : `${may}; but not from ${formatSome(out, 8)}, by the two-person rule.`
}

/** Who asked for the release, wrote a change in it, resolved a conflict of it, or answers for commits on its branch. */
export function listRuledOut(release: OpenedRelease): readonly Person[] {
  const { about, hands: committers } = release.ledger
  const { requester } = about
  const authors = getPlan(release)?.picks.flatMap((pick) => pick.authors) ?? []
  const resolvers = getPicks(release).flatMap(({ became }) =>
    became.kind === 'resolved' ? [became.author] : [],
  )
  const everybody = [
    ...(requester ? [requester] : []),
    ...authors,
    ...resolvers,
    ...committers.people,
    ...listAnswerable(committers),
  ]
  return everybody.filter((one, at) => everybody.findIndex((other) => isSame(one, other)) === at)
}
