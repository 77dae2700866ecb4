import { expect, it } from 'vitest'
import { EXPLAIN_REPORT, PLAN } from '../reports.ts'
import { type } from '../world.ts'

it('explains a candidate rule by rule, with both sides of its conflict', async () => {
  const { stdout } = await type(['explain', '#1240'])

  expect(stdout).toMatchInlineSnapshot(`
    "#1240  Corrected validation error in intent parser
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c124000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    verdict  eligible, taken into the plan
    type     regression: from the Conventional Commit header \`fix\`
    due      2026-02-11 12:00 UTC, scheduled: the weekly release

    Rules
      ✓ merged  §1.1 Selection Criteria
        Seen in the commit message.
      ✓ tested  §1.1 Selection Criteria
        Seen in the commit message.
      ? reviewed  §1.1 Selection Criteria
        Nothing offline says who reviewed it.
        → Say \`reviewed:\` in the facts file.

    Known
      severity  P1 (a \`Severity:\` trailer)

    Picked on its own on v2.0.0: ✗ conflict at c124000000, in 2 files
      src/parser/intent.ts  content  lines 12-18, 40
        < return parse(text)
        > return parse(text, schema)
        < (nothing)
        >   schema,
      src/parser/schema.ts  modify/delete

    Picked in its place in the plan: ✗ the same conflict

    Depends on
      picks cleanly after 1 earlier change:
        ✓  #1231  feature  Add a schema registry for intents  next-minor

    Next:
      Also take what it depends on:
        release-captain plan --pick '#1231'
      Leave it out of the plan:
        release-captain plan --drop '#1240'
      Back to the whole plan of v2.0.1:
        release-captain plan
    "
  `)
})

it('explains at 140 columns', async () => {
  const { stdout } = await type(['explain', '#1240'], { columns: 140 })

  expect(stdout.slice(0, stdout.indexOf('Rules'))).toMatchInlineSnapshot(`
    "#1240  Corrected validation error in intent parser
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c124000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the process document

    verdict  eligible, taken into the plan
    type     regression: from the Conventional Commit header \`fix\`
    due      2026-02-11 12:00 UTC, scheduled: the weekly release

    "
  `)
})

it('explains why a change was left out', async () => {
  const [leftOut] = PLAN.leftOut
  if (!leftOut) throw new Error('the plan leaves nothing out')
  const report = { ...EXPLAIN_REPORT, explained: { kind: 'left-out' as const, leftOut } }
  const { stdout } = await type('explain 1230', { engine: { explain: async () => report } })

  expect(stdout).toMatchInlineSnapshot(`
    "#1230  Close the socket on timeout
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c123000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    Left out: already on the line as aa11bb22cc (the same patch).

    Next:
      Back to the whole plan of v2.0.1:
        release-captain plan
    "
  `)
})
