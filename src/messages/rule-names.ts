import type { RuleName } from '../release/process/criteria.ts'

/** What people read for a rule of §1.1, in the middle of a sentence. */
const NAMES: Readonly<Record<RuleName, string>> = {
  merged: 'merged',
  reviewed: 'reviewed',
  tested: 'tested',
  'no-breaking-change': 'no breaking change',
  severity: 'severity',
  'test-coverage': 'test coverage',
  'picks-clean': 'picks cleanly',
  'risk-assessed': 'risk assessed',
}

/** Names a rule of §1.1, in the middle of a sentence. */
export function nameRule(rule: RuleName): string {
  return NAMES[rule]
}
