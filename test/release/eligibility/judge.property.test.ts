import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EligibilityQuestion } from '../../../src/release/eligibility/findings.ts'
import { isTaken, isTakenIfClean, judge } from '../../../src/release/eligibility/judge.ts'
import {
  CHANGE_TYPES,
  type Facts,
  type Known,
  known,
  RISKS,
  SEVERITIES,
  unknown,
} from '../../../src/release/facts/facts.ts'
import { createUnknownFacts } from '../../../src/release/facts/merge-facts.ts'
import type { RuleFinding, Verdict, VerdictKind } from '../../../src/release/planning/verdict.ts'
import { keepsOut } from '../../../src/release/planning/verdict.ts'
import { defaultPolicy, type Policy } from '../../../src/release/policy.ts'
import { RULE_NAMES, type RuleName } from '../../../src/release/process/criteria.ts'
import { candidateOf, commitOf } from '../candidates.ts'
import { CLEAN, CONFLICT, EMPTY, MERGED, NOW } from './asking.ts'

type Mode = Policy['criteria']['rules'][RuleName]
const MODES: readonly Mode[] = ['off', 'when-known', 'confirm', 'required']

/** From worst to best. */
const KINDS: readonly VerdictKind[] = ['next-minor', 'not-ready', 'case-by-case', 'eligible']

function perhaps<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Known<T>> {
  return fc.oneof(
    value.map((one) => known(one, 'a source')),
    fc.constant(unknown('nobody says')),
  )
}

const label = fc.oneof(
  fc.constantFrom('P0', 'P1', 'P2', 'P3', 'risk: low', 'risk: high', 'breaking', 'outage', 'other'),
  fc.constantFrom('security', 'data-loss', 'crash', 'regression', 'performance', 'bug', 'feature', 'chore'),
)
const severity = fc.constantFrom(...SEVERITIES)
const date = fc.constantFrom('2026-03-03', '2026-03-04', '2026-03-20', '2027-01-01', 'soon')

const facts: fc.Arbitrary<Facts> = fc.record({
  labels: perhaps(fc.array(label, { maxLength: 3 })),
  issues: perhaps(
    fc.array(
      fc.record({
        number: fc.integer({ min: 1, max: 99 }),
        labels: fc.option(fc.array(label, { maxLength: 2 })),
        reportedAt: fc.option(fc.integer({ min: MERGED - 1e6, max: MERGED + 1e6 })),
      }),
      { maxLength: 2 },
    ),
  ),
  severity: perhaps(severity),
  cvss: perhaps(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
  cve: perhaps(fc.constant('CVE-2026-12345')),
  reviewed: perhaps(fc.boolean()),
  checksPassed: perhaps(fc.boolean()),
  breaking: perhaps(fc.boolean()),
  assessment: perhaps(
    fc.record({
      by: fc.constant('ada'),
      risk: fc.constantFrom(...RISKS),
      type: fc.option(fc.constantFrom(...CHANGE_TYPES)),
      severity: fc.option(severity),
      note: fc.constant(null),
    }),
  ),
  exception: perhaps(
    fc.record({ by: fc.constantFrom('grace', ''), because: fc.constantFrom('so', ''), until: date }),
  ),
})

const subject = fc.oneof(
  fc.constantFrom(
    'fix: a',
    'fix: a crash',
    'fix(security): a',
    'perf: a',
    'feat: a',
    'fix!: a',
    'Tidy',
    'Fix data loss',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
)
const paths = fc.subarray(['src/a.ts', 'test/a.test.ts', 'README.md'])
const candidate = fc.tuple(fc.array(fc.tuple(subject, paths), { minLength: 1, maxLength: 3 })).map(([all]) =>
  candidateOf({
    commits: all.map(([message, touched]) => commitOf({ message, paths: touched, committedAt: MERGED })),
  }),
)

const modes: fc.Arbitrary<Record<RuleName, Mode>> = fc
  .array(fc.constantFrom(...MODES), { minLength: RULE_NAMES.length, maxLength: RULE_NAMES.length })
  .map((chosen) => {
    const rules = { ...defaultPolicy.criteria.rules }
    for (const [index, rule] of RULE_NAMES.entries()) rules[rule] = chosen[index] ?? 'off'
    return rules
  })

const question: fc.Arbitrary<EligibilityQuestion> = fc.record({
  candidate,
  facts,
  alone: fc.constantFrom(CLEAN, EMPTY, CONFLICT),
  policy: fc
    .record({
      rules: fc.oneof(fc.constant(defaultPolicy.criteria.rules), modes),
      lifts: fc.subarray<'case-by-case' | 'next-minor'>(['case-by-case', 'next-minor']),
    })
    .map(({ rules, lifts }) => policyOf(rules, lifts)),
  now: fc.constant(NOW),
})

function policyOf(rules: Record<RuleName, Mode>, lifts: ('case-by-case' | 'next-minor')[]): Policy {
  return {
    ...defaultPolicy,
    criteria: { ...defaultPolicy.criteria, rules },
    exceptions: { ...defaultPolicy.exceptions, lifts },
  }
}

function answerOf({ rules }: Verdict, wanted: string): RuleFinding | undefined {
  return rules.find(({ rule }) => rule === wanted)
}

function goodness(asked: EligibilityQuestion): number {
  return KINDS.indexOf(judge(asked).kind)
}

describe('for any candidate, facts and policy', () => {
  it('there is a verdict, the same every time, with every rule and something to do for each that is no yes', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const verdict = judge(asked)
        expect(judge(asked)).toEqual(verdict)
        expect(verdict.rules.map(({ rule }) => rule).slice(0, 9)).toEqual(['change-type', ...RULE_NAMES])
        for (const { answer, saw, change } of verdict.rules) {
          expect(saw).not.toBe('')
          expect(change === null).toBe(answer === 'yes')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('what is eligible breaks nothing, has no no that counts, and everything that is required', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const verdict = judge(asked)
        if (!isTaken(verdict)) return
        for (const rule of RULE_NAMES) {
          const mode = asked.policy.criteria.rules[rule]
          const answer = answerOf(verdict, rule)?.answer
          if (rule === 'severity' || mode === 'off') continue
          expect(answer).not.toBe('no')
          if (mode === 'required') expect(answer).toBe('yes')
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('an exception is named only where it lifted something, and only one that holds', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const verdict = judge(asked)
        if (!verdict.exception) return
        expect(verdict.kind).toBe('eligible')
        expect(answerOf(verdict, 'exception')?.answer).toBe('yes')
        expect(judge({ ...asked, facts: { ...asked.facts, exception: unknown('gone') } }).kind).not.toBe(
          'eligible',
        )
      }),
      { numRuns: 1_000 },
    )
  })

  it('a change is taken where no finding keeps it out, and nowhere else', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const verdict = judge(asked)
        expect(isTaken(verdict)).toBe(!verdict.rules.some(keepsOut))
      }),
      { numRuns: 2_000 },
    )
  })

  it('a pick that conflicts is taken once it applies exactly where it would be taken clean', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const conflicting = judge({ ...asked, alone: CONFLICT })
        expect(isTakenIfClean(conflicting)).toBe(isTaken(judge({ ...asked, alone: CLEAN })))
      }),
      { numRuns: 1_000 },
    )
  })

  it('only what waits for the next minor release has no trigger', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { kind, trigger } = judge(asked)
        expect(trigger === null).toBe(kind === 'next-minor')
      }),
    )
  })
})

describe('what is not known', () => {
  it('never yields a yes of a rule that asks for it', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const verdict = judge({ ...asked, facts: createUnknownFacts('nobody says') })
        const answers = ['reviewed', 'tested', 'no-breaking-change', 'severity', 'risk-assessed'].map(
          (rule) => answerOf(verdict, rule)?.answer,
        )
        expect(new Set(answers)).toEqual(new Set(['unknown']))
      }),
    )
  })

  it('is never better than a yes', () => {
    const yes = [
      ['reviewed', known(true, 'a source')],
      ['checksPassed', known(true, 'a source')],
      ['breaking', known(false, 'a source')],
    ] as const
    fc.assert(
      fc.property(question, fc.constantFrom(...yes), (asked, [fact, value]) => {
        const sure = { ...asked, facts: { ...asked.facts, [fact]: value } }
        const unsure = { ...asked, facts: { ...asked.facts, [fact]: unknown('nobody says') } }
        expect(goodness(unsure)).toBeLessThanOrEqual(goodness(sure))
      }),
      { numRuns: 500 },
    )
  })

  it('is never better than a no where the rule is required', () => {
    const no = [
      ['reviewed', 'reviewed', known(false, 'a source')],
      ['checksPassed', 'tested', known(false, 'a source')],
    ] as const
    fc.assert(
      fc.property(question, fc.constantFrom(...no), (asked, [fact, rule, value]) => {
        const { criteria } = asked.policy
        const strict = {
          ...asked.policy,
          criteria: { ...criteria, rules: { ...criteria.rules, [rule]: 'required' as const } },
        }
        const refused = { ...asked, policy: strict, facts: { ...asked.facts, [fact]: value } }
        const unsure = { ...asked, policy: strict, facts: { ...asked.facts, [fact]: unknown('nobody says') } }
        expect(goodness(unsure)).toBeLessThanOrEqual(goodness(refused))
      }),
      { numRuns: 500 },
    )
  })
})

it('a stricter rule never makes a verdict better', () => {
  fc.assert(
    fc.property(question, fc.constantFrom(...RULE_NAMES), (asked, rule) => {
      const under = (mode: Mode) => {
        const { criteria } = asked.policy
        const rules = { ...criteria.rules, [rule]: mode }
        return goodness({ ...asked, policy: { ...asked.policy, criteria: { ...criteria, rules } } })
      }
      const [off, whenKnown, , required] = MODES.map(under)
      expect(whenKnown).toBeLessThanOrEqual(off ?? 0)
      expect(required).toBeLessThanOrEqual(whenKnown ?? 0)
    }),
    { numRuns: 500 },
  )
})
