import type { RuleName } from '../../process/criteria.ts'
import type { Ledger } from '../state.ts'
import { getPlan, type OpenedRelease } from '../view.ts'
import type { Planned } from '../words.ts'

/** A change of a plan with the rules of §1.1 that nobody has answered yet. */
export interface Unconfirmed {
  readonly candidate: string
  readonly rules: readonly RuleName[]
}

/** Returns what a person still has to confirm before the cut, change by change in the order of the plan. */
export function listToConfirm(release: OpenedRelease): readonly Unconfirmed[] {
  return findUnconfirmed(getPlan(release), release.ledger)
}

/** As `listToConfirm`, of a plan. */
export function findUnconfirmed(
  plan: Planned | null,
  { confirmations }: Pick<Ledger, 'confirmations'>,
): readonly Unconfirmed[] {
  return (plan?.picks ?? []).flatMap(({ candidate, toConfirm = [] }) => {
    const confirmed = new Set(
      confirmations.filter((one) => one.candidate === candidate).flatMap(({ rules }) => rules),
    )
    const rules = toConfirm.filter((rule) => !confirmed.has(rule))
    return rules.length === 0 ? [] : [{ candidate, rules }]
  })
}
