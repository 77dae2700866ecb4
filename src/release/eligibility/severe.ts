import type { ChangeType } from '../facts/facts.ts'
import type { Verdict } from '../planning/verdict.ts'

/** What nobody may overlook while it waits: it is never folded away behind docs and chores. */
export const SEVERE_TYPES: readonly ChangeType[] = ['security', 'data-loss', 'outage', 'crash']

/** The severe type that a change has or may have; null where nothing speaks for one. */
export function findSevereType({ type, mayBe }: Pick<Verdict, 'type' | 'mayBe'>): ChangeType | null {
  return SEVERE_TYPES.includes(type) ? type : mayBe
}
