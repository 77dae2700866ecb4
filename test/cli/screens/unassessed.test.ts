import { expect, it } from 'vitest'
import { known } from '../../../src/release/facts/facts.ts'
import { candidate, considered, FACTS, rule } from '../changes.ts'
import { PLAN, PLAN_REPORT } from '../reports.ts'
import { type } from '../world.ts'

const LEAK = considered(candidate('#1251', 'Fix memory use of the queue'), 'minor-bug', {
  kind: 'next-minor',
})
const TYPO = considered(candidate('#1252', 'Fix a typo in the help'), 'minor-bug', { kind: 'next-minor' })
const LABELLED = { ...TYPO, facts: { ...FACTS, labels: known(['bug'], 'the facts file') } }

function planOf(...changes: (typeof LEAK)[]) {
  const plan = { ...PLAN, picks: [], considered: changes, leftOut: [], flags: [] }
  return type('plan', { engine: { plan: async () => ({ ...PLAN_REPORT, plan }) } })
}

it('lists what counts as a minor bug only because nobody said more, and asks for a word on it', async () => {
  const { stdout } = await planOf(LEAK, LABELLED)

  expect(stdout.slice(stdout.indexOf('Nothing'))).toMatchInlineSnapshot(`
    "Nothing to pick: no change is eligible.

    Not classified (1)
      They have no known label, so each counts as a minor bug until someone labels
      or assesses it:
      #1251  Fix memory use of the queue

    For the next minor release (1): 1 minor-bug (\`--all\` lists them)

    Next:
      See every change, and why it isn't taken:
        release-captain plan --all
      If one belongs in it anyway, take it by hand:
        release-captain plan --pick '#NUMBER'
      Classify the changes: labels or types in a facts file (docs/facts.md):
        release-captain plan --facts FACTS.yml
    "
  `)
})

it('takes a label, whatever it says, for somebody’s word', async () => {
  const { stdout } = await planOf(LABELLED)

  expect(stdout).toContain('For the next minor release (1): 1 minor-bug')
  expect(stdout).not.toContain('Not classified')
  expect(stdout).not.toContain('--facts')
})

it('leaves a change alone that breaks something, whatever its type', async () => {
  const breaking = { ...rule('no-breaking-change', 'no'), saw: 'Its header has a `!`.' }
  const { stdout } = await planOf({
    ...LEAK,
    verdict: { ...LEAK.verdict, rules: [...LEAK.verdict.rules, breaking] },
  })

  expect(stdout).not.toContain('Not classified')
  expect(stdout).toContain('For the next minor release (1): 1 minor-bug')
})
