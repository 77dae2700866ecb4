import type { ChangeType } from '../facts/facts.ts'
import { type Section, state } from './section.ts'

/** What the table of Eligible Changes says of a change type. */
export const ELIGIBILITIES = ['always', 'case-by-case', 'next-minor'] as const
export type Eligibility = (typeof ELIGIBILITIES)[number]

interface EligibleChange {
  readonly name: string
  readonly examples: string
  readonly eligibility: Eligibility
}

/** The table of Eligible Changes, row by row. */
export const eligibleChanges = {
  security: {
    name: 'Security Fix',
    examples: 'CVE patches, auth bypass fixes',
    eligibility: 'always',
  },
  'data-loss': { name: 'Data Loss', examples: 'Corruption, deletion bugs', eligibility: 'always' },
  crash: { name: 'Crash', examples: 'Server crashes, core dumps', eligibility: 'always' },
  regression: {
    name: 'Regression',
    examples: 'Feature worked in previous version',
    eligibility: 'always',
  },
  performance: { name: 'Performance', examples: 'Severe degradation', eligibility: 'case-by-case' },
  'minor-bug': { name: 'Minor Bug', examples: 'Non-critical fixes', eligibility: 'next-minor' },
  feature: { name: 'Feature', examples: 'New functionality', eligibility: 'next-minor' },
  refactor: { name: 'Refactor', examples: 'Code cleanup', eligibility: 'next-minor' },
} as const satisfies Partial<Record<ChangeType, EligibleChange>>

/** What Patch Release Triggers name and the table does not: a patch is released for it, so it is eligible. */
export const triggeredChanges = {
  outage: { name: 'Service Outage', examples: 'Complete service outage', eligibility: 'always' },
  'critical-bug': { name: 'Critical Bug', examples: 'Critical bug fixes', eligibility: 'always' },
} as const satisfies Partial<Record<ChangeType, EligibleChange>>

/** Patch Release Triggers: how soon a fix has to be out. `when` is the document's own list. */
export const triggers = {
  immediate: {
    within: state('Patch Release Triggers', '24h'),
    cvssFrom: state('Patch Release Triggers', 9.0),
    changeTypes: state('Patch Release Triggers', ['data-loss', 'outage']),
    when: state('Patch Release Triggers', [
      'Critical security vulnerability (CVSS {cvssFrom}+)',
      'Data loss or corruption',
      'Complete service outage',
    ]),
  },
  scheduled: {
    weeks: state('Patch Release Triggers', 1),
    changeTypes: state('Patch Release Triggers', [
      'security',
      'crash',
      'regression',
      'critical-bug',
      'performance',
    ]),
    when: state('Patch Release Triggers', [
      'Security fixes (CVSS < {cvssFrom})',
      'Critical bug fixes',
      'Performance regressions',
    ]),
  },
  batch: {
    weeks: state('Patch Release Triggers', 2),
    risks: state('Patch Release Triggers', ['low']),
    when: state('Patch Release Triggers', ['Multiple related fixes', 'Low-risk improvements']),
  },
} as const

/** The rules of §1.1 in the document's order: three musts, of which the second is two, and four selection criteria. */
export const RULE_NAMES = [
  'merged',
  'reviewed',
  'tested',
  'no-breaking-change',
  'severity',
  'test-coverage',
  'picks-clean',
  'risk-assessed',
] as const
export type RuleName = (typeof RULE_NAMES)[number]

interface Rule {
  readonly section: Section
  readonly part: 'Cherry-Pick Candidates' | 'Selection Criteria'
  readonly text: string
}

/** What each rule of §1.1 says, in the document's words. `{severities}` stands for the policy's severities. */
export const rules = {
  merged: { section: '§1.1', part: 'Cherry-Pick Candidates', text: 'Already merged to main' },
  reviewed: { section: '§1.1', part: 'Cherry-Pick Candidates', text: 'Reviewed and tested' },
  tested: { section: '§1.1', part: 'Cherry-Pick Candidates', text: 'Reviewed and tested' },
  'no-breaking-change': { section: '§1.1', part: 'Cherry-Pick Candidates', text: 'No breaking changes' },
  severity: { section: '§1.1', part: 'Selection Criteria', text: 'Fixes critical issue ({severities})' },
  'test-coverage': { section: '§1.1', part: 'Selection Criteria', text: 'Has test coverage' },
  'picks-clean': { section: '§1.1', part: 'Selection Criteria', text: 'No merge conflicts expected' },
  'risk-assessed': { section: '§1.1', part: 'Selection Criteria', text: 'Risk assessment complete' },
} as const satisfies Record<RuleName, Rule>

/** The severities that a patch takes. */
export const severities = state('§1.1', ['P0', 'P1'])
