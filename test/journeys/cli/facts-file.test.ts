import { describe, expect, it } from 'vitest'
import { tell, tellEach } from '../../worlds/cli/telling.ts'
import { openWorld } from '../../worlds/cli/world.ts'

describe('facts that no commit proves', () => {
  it('tell what a change is, and whether it is ready', async () => {
    using world = openWorld()
    world.merges('Handle empty lists (#1)')
    world.merges('fix: crash on start (#2)')
    const sha = world.merges('Handle full disks')
    const facts = world.writes(
      'facts.yml',
      `changes:
  "#1": {labels: [crash, P1], reviewed: true}
  "#2": {reviewed: false}
  "${sha.slice(0, 10)}": {assessment: {by: noor, risk: low, type: data-loss}}
`,
    )

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #2, crash, eligible: clean
      leaves #1, minor-bug: next-minor
      leaves "Handle full disks", minor-bug: next-minor"
    `)
    expect(tell(await world.plans(`--facts ${facts}`))).toMatchInlineSnapshot(`
      "takes #1, crash, eligible: clean
      takes "Handle full disks", data-loss, eligible: clean
      leaves #2, crash: not-ready"
    `)
  })

  it('that fit no change are reported, not refused', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const facts = world.writes('facts.json', '{"changes": {"#99": {"reviewed": true}}}')

    expect((await world.plans(`--facts ${facts}`)).warnings).toMatchInlineSnapshot(`
      [
        "The facts file names #99, which isn't a candidate in this range.",
      ]
    `)
  })
})

it('that a release was rolled back has the next one start before it, and take its changes by name alone', async () => {
  using world = openWorld()
  const crash = world.merges('fix: crash on start (#2)', { body: 'Severity: P1', tested: true })
  world.picks(crash)
  world.tags('v2.0.1')
  const facts = world.writes(
    'facts.yml',
    'changes: {"#2": {labels: [crash, P1], reviewed: true}}\nrolledBack: {v2.0.1: ["#2"]}\n',
  )
  expect((await world.plans('v2.0.2')).range.base.tag).toBe('v2.0.1')

  const plan = await world.plans(`v2.0.2 --facts ${facts}`)
  expect(plan.range.base.tag).toBe('v2.0.0')
  expect(plan.picks).toEqual([])
  const named = await world.plans(`v2.0.2 --facts ${facts} --pick #2`)
  expect(named.picks.map(({ candidate }) => candidate)).toEqual(['#2'])
})

it('a facts file with mistakes is refused whole', async () => {
  using world = openWorld()
  const sha = world.merges('Handle full disks')
  world.merges('fix: crash on start (#2)')
  const cases = {
    'no YAML': 'changes: {',
    'a list': '- a\n- b\n',
    'keys and values that there are not': `changes:
  "#2": {labels: crash, cvss: 11, severity: high, reviewd: true}
  "2": {reviewed: true}
  "#3": {exception: {by: grace, until: 2026-02-30}}
  "#4": {issues: [{number: 0, reportedAt: yesterday}]}
`,
    'one change under two names': `changes: {"${sha.slice(0, 8)}": {reviewed: true}, "${sha.slice(0, 12)}": {reviewed: true}}`,
    'a key that stands twice': 'changes:\n  "#2": {}\n  "#2": {}\n',
    'an alias bomb': `a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nchanges: [*c, *c, *c]\n`,
  }
  const refused = (text: string) => world.isRefused(`plan --facts ${world.writes('facts.yml', text)}`)

  expect((await tellEach(cases, refused)).replaceAll(sha.slice(0, 8), 'COMMIT')).toMatchInlineSnapshot(`
    "[no YAML] 3 config
    The facts file ~/facts.yml:1:11 isn't YAML: Flow map in block collection must be sufficiently indented and end with a }.
    Next: Fix it. docs/facts.md shows a complete one.

    [a list] 3 config
    The facts file is wrong in one place, so it wasn't used:
    - the file: found ["a","b"], expected object, received array
    Next: Correct the file. docs/facts.md shows every key with an example.

    [keys and values that there are not] 3 config
    The facts file is wrong in 9 places, so it wasn't used:
    - changes.2: expected "#12" (in quotes), or 7 or more digits of a commit
    - changes.#2.labels: found "crash", expected array, received string
    - changes.#2.severity: found "high", expected one of "P0"|"P1"|"P2"|"P3"
    - changes.#2.cvss: found 11, expected number to be <=10
    - changes.#2.reviewd: unknown key, expected none but labels, issues, reviewed, checksPassed, severity, cvss, cve, breaking, assessment, exception
    - changes.#3.exception.because: found nothing, expected string, received undefined
    - changes.#3.exception.until: found "2026-02-30", expected a date of the calendar, \`2026-03-01\`
    - changes.#4.issues.0.number: found 0, expected number to be >0
    - changes.#4.issues.0.reportedAt: found "yesterday", expected a time with its offset, \`2026-03-01T09:00:00Z\`, or a date
    Next: Correct the file. docs/facts.md shows every key with an example.

    [one change under two names] 3 config
    The facts file names COMMIT63 twice, as \`COMMIT\` and as \`COMMIT63fb\`.
    Next: Put its facts under one of them.

    [a key that stands twice] 3 config
    The facts file ~/facts.yml:3:3 isn't YAML: Map keys must be unique.
    Next: Fix it. docs/facts.md shows a complete one.

    [an alias bomb] 3 config
    The facts file ~/facts.yml has an alias (\`*name\`), which isn't supported; write the value out.
    Next: Fix it. docs/facts.md shows a complete one."
  `)
  expect(await world.isRefused('plan --facts nowhere.yml')).toMatchInlineSnapshot(`
    "2 usage
    There is no facts file at nowhere.yml.
    Next: Check the path after \`--facts\`. docs/facts.md describes the file."
  `)
})
