import type { FactOf } from '../../../release/lifecycle/commands.ts'
import { findRolledBackBase } from '../../../release/lifecycle/rules/find-base.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GroundReading } from '../../ports/git.ts'
import { readRollbacks } from '../../record/rollbacks.ts'
import type { PlanNow } from './plans.ts'

/** Finds the releases that start from what was rolled back while they were prepared, and where each starts from now. */
export async function findRolledBackBases(
  { store, now }: RuntimeDependencies,
  plans: readonly PlanNow[],
  { tags }: GroundReading,
): Promise<{ readonly id: string; readonly fact: FactOf<'BaseRolledBack'> }[]> {
  const found: { readonly id: string; readonly fact: FactOf<'BaseRolledBack'> }[] = []
  for (const { preparing } of plans) {
    if (preparing === null) continue
    const { repository } = preparing.release.ledger.about
    const { rolledBack } = await store.transact((unit) => readRollbacks(unit, repository.id))
    const base = findRolledBackBase(preparing.release, { tags, rolledBack })
    if (base) found.push({ id: preparing.id, fact: { type: 'BaseRolledBack', at: now(), ...base } })
  }
  return found
}
