import { expect, it } from 'vitest'
import { draw } from '../../../src/cli/render/line.ts'
import { renderRules } from '../../../src/cli/render/rules.ts'
import { explainTaken } from '../../../src/cli/render/wording.ts'
import type { Answer, RuleMode, Verdict } from '../../../src/release/planning/verdict.ts'
import { rule } from '../changes.ts'

function finding(name: string, answer: Answer, mode: RuleMode) {
  return { ...rule(name, answer), mode }
}

const FINDINGS = [
  finding('change-type', 'unknown', 'lifted'),
  finding('reviewed', 'unknown', 'required'),
  finding('tested', 'unknown', 'when-known'),
  finding('test-coverage', 'no', 'off'),
]

it('of what is unknown it is told what keeps the change out, and what does not count asks for nothing', () => {
  expect(draw(renderRules(FINDINGS, 80), { color: false })).toMatchInlineSnapshot(`
    "Rules
      – change-type  §1.1 Selection Criteria
        Nothing offline says who reviewed it. The exception lifts that.
      ? reviewed  §1.1 Selection Criteria  required
        Nothing offline says who reviewed it.
        → Say \`reviewed:\` in the facts file.
      ? tested  §1.1 Selection Criteria
        Nothing offline says who reviewed it.
        → Say \`tested:\` in the facts file.
      – test-coverage  §1.1 Selection Criteria
        No file of it is a test.
    "
  `)
})

it('only what counts is to confirm', () => {
  const exception = { by: 'ada', because: 'two customers wait', until: '2026-03-01' }
  const of = (names: readonly string[]): Verdict => ({
    kind: 'eligible',
    type: 'performance',
    typeFrom: 'a label',
    mayBe: null,
    rules: FINDINGS.filter((one) => names.includes(one.rule)),
    trigger: null,
    exception,
  })
  expect(explainTaken(of(['change-type', 'test-coverage']), false).text).toBe('by exception')
  expect(explainTaken(of(['change-type', 'tested']), false).text).toBe('by exception, 1 to confirm')
})

it('a rule that is switched off is never what keeps a change out', () => {
  const rules = [finding('test-coverage', 'no', 'off'), finding('picks-clean', 'no', 'required')]
  const verdict: Verdict = {
    kind: 'not-ready',
    type: 'crash',
    typeFrom: '',
    mayBe: null,
    rules,
    trigger: null,
    exception: null,
  }
  expect(explainTaken(verdict, true).text).toBe('not-ready: picks-clean')
})
