import { describe, expect, it } from 'vitest'
import { configDocument } from '../../../src/cli/json/config.ts'
import { tell } from '../../worlds/cli/telling.ts'
import { openWorld } from '../../worlds/cli/world.ts'

describe('the policy', () => {
  it('is the process document where a repository says nothing', async () => {
    using world = openWorld()
    const { policy, values } = await world.asks(configDocument, 'config')
    expect([policy.file, policy.changed]).toEqual([null, 0])
    expect(values.filter(({ fromFile }) => fromFile)).toEqual([])
  })

  it('changes any part of it, and says where each value comes from', async () => {
    using world = openWorld()
    world.setsPolicy(
      'criteria:\n  severities: [P0]\nrollout:\n  steps:\n    - {share: 10, soak: 15m}\n    - {share: 100, soak: 1h}\n',
    )
    const { screen } = await world.types('config --changed --quiet')
    expect(screen.replace(/(digest +)[0-9a-f]{12}/, '$1DIGEST')).toMatchInlineSnapshot(`
      "Policy in force
        repository  ~/godel
        digest      DIGEST
        policy      main:.github/release-captain.yml, 2 values different from the process document

      criteria
        criteria.severities  P0  main:.github/release-captain.yml:2:15

      rollout
        rollout.steps.0.share  10   main:.github/release-captain.yml:5:5
        rollout.steps.0.soak   15m  main:.github/release-captain.yml:5:5
        rollout.steps.1.share  100  main:.github/release-captain.yml:5:5
        rollout.steps.1.soak   1h   main:.github/release-captain.yml:5:5
      "
    `)
  })

  it('decides what is taken', async () => {
    using world = openWorld()
    world.setsPolicy(
      'changeTypes: {performance: {eligibility: always}, crash: {eligibility: case-by-case}}\n',
    )
    world.merges('perf(store): answer large queries sooner (#5)')
    world.merges('fix: crash on start (#2)')

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #5, performance, eligible: clean
      leaves "chore: set the release policy", refactor: next-minor
      leaves #2, crash: case-by-case"
    `)
  })

  it('is read from main alone: what a branch proposes counts for nothing', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const before = await world.plans()
    const edits = { '.github/release-captain.yml': 'changeTypes: {crash: {eligibility: next-minor}}\n' }
    world.onLine('chore: a policy of the line', { edits })
    world.product.moveBranch('proposal', world.product.tip('main'))
    world.product.commit({
      branch: 'proposal',
      message: 'chore: a policy',
      edits,
      author: 'Eve',
      at: 1_770_400_000,
    })

    expect(await world.plans()).toEqual(before)
  })

  it('may be tried from a file before it is merged', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const file = world.writes('new.yml', 'changeTypes: {crash: {eligibility: next-minor}}\n')

    expect(tell(await world.plans(`--policy ${file}`))).toBe('leaves #2, crash: next-minor')
  })

  it('names the main branch where it is called otherwise', async () => {
    using world = openWorld()
    world.setsPolicy('main: next\n')
    world.product.moveBranch('next', world.product.tip('main'))
    world.product.commit({
      branch: 'next',
      message: 'fix: crash on start (#2)',
      edits: { 'src/a.ts': 'a\n', 'test/a.test.ts': 'a\n' },
      author: 'Ada',
      at: 1_770_400_000,
    })

    const plan = await world.plans()
    expect(plan.range.main.ref).toBe('next')
    expect(plan.picks.map(({ candidate }) => candidate)).toEqual(['#2'])
  })
})

describe('a policy with mistakes', () => {
  it('is refused by every command with all of them at once: where, what was found, what would be right', async () => {
    using world = openWorld()
    world.setsPolicy(`tagpattern: 'v{version}'
releaseBranch: release
criteria:
  severities: [P0, P5]
  rules: {reviewed: maybe}
calendar: {patch: {day: Wensday, time: 25:00}}
rollout:
  steps: [{share: 5, soak: 30}, {share: 300, soak: 30m}]
versionBump:
  files: [{kind: pattern, path: ../x, pattern: '('}]
triggers: {immediate: {cvssFrom: eleven}}
`)
    world.merges('fix: crash on start (#2)')

    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "3 config
      main:.github/release-captain.yml has 11 mistakes, and nothing was done.

      main:.github/release-captain.yml:1:1  tagpattern
        found  an unknown key
        right  tagPattern

      main:.github/release-captain.yml:2:16  releaseBranch
        found  the text "release"
        right  a line with {version} in it, exactly once

      main:.github/release-captain.yml:4:20  criteria.severities[1]
        found  the text "P5"
        right  one of P0, P1, P2, P3 (P0?)

      main:.github/release-captain.yml:5:21  criteria.rules.reviewed
        found  the text "maybe"
        right  one of required, confirm, when-known, off

      main:.github/release-captain.yml:6:25  calendar.patch.day
        found  the text "Wensday"
        right  one of monday, tuesday, wednesday, thursday, friday, saturday, sunday (wednesday?)

      main:.github/release-captain.yml:6:40  calendar.patch.time
        found  the text "25:00"
        right  a time of the day, like 10:00

      main:.github/release-captain.yml:8:28  rollout.steps[0].soak
        found  the number 30
        right  a duration from 0s to 30d, such as 30m, 1h30m, 48h, 2d or PT30M

      main:.github/release-captain.yml:8:41  rollout.steps[1].share
        found  the number 300
        right  at most 100

      main:.github/release-captain.yml:10:33  versionBump.files[0].path
        found  the text "../x"
        right  a path inside of the repository, like helm/Chart.yaml (it must not go up with ..)

      main:.github/release-captain.yml:10:48  versionBump.files[0].pattern
        found  the text "("
        right  a pattern in RE2 syntax, which has no lookahead, lookbehind or backreference (RE2 says: error parsing regexp: missing closing ): \`(\`)

      main:.github/release-captain.yml:11:34  triggers.immediate.cvssFrom
        found  the text "eleven"
        right  a number
      Next: Correct main:.github/release-captain.yml and check it with \`release-captain config\`. docs/config.md lists every key."
    `)
    const said = await world.isRefused('config')
    for (const command of ['build v2.0.1', 'notes v2.0.1', 'bump', 'explain 2']) {
      expect(await world.isRefused(command)).toBe(said)
    }
  })

  it('is refused where it is no YAML, too large, or no file', async () => {
    using world = openWorld()
    const policy = async (text: string) => world.isRefused(`plan --policy ${world.writes('p.yml', text)}`)
    expect(await policy('criteria: [\n  a: b: c\n')).toMatchInlineSnapshot(`
      "3 config
      ~/p.yml has 2 mistakes, and nothing was done.

      ~/p.yml:2:6
        found  invalid YAML (Block collections are not allowed within flow collections)
        right  YAML: key, colon, space, value

      ~/p.yml:3:1
        found  invalid YAML (Flow sequence in block collection must be sufficiently indented and end with a ])
        right  keys of one mapping in the same column, entries of a list too, and every bracket closed
      Next: Correct ~/p.yml and check it with \`release-captain config\`. docs/config.md lists every key."
    `)
    expect(await policy('a: &a [x]\nb: [*a, *a]\n')).toMatchInlineSnapshot(`
      "3 config
      ~/p.yml has 5 mistakes, and nothing was done.

      ~/p.yml:1:1  a
        found  an unknown key
        right  one of the keys of docs/config.md

      ~/p.yml:1:7  a
        found  the anchor &a
        right  only the value: aliases aren't supported

      ~/p.yml:2:1  b
        found  an unknown key
        right  one of the keys of docs/config.md

      ~/p.yml:2:5  b[0]
        found  the alias *a
        right  the value itself, written out

      ~/p.yml:2:9  b[1]
        found  the alias *a
        right  the value itself, written out
      Next: Correct ~/p.yml and check it with \`release-captain config\`. docs/config.md lists every key."
    `)
    expect(await policy('#'.repeat(70_000))).toMatchInlineSnapshot(`
      "3 config
      ~/p.yml is 70000 bytes long; a config has at most 65536.
      Next: Shorten it: the process document applies to everything that it doesn't set."
    `)
    expect(await world.isRefused(`plan --policy ${world.folder}`)).toMatchInlineSnapshot(`
      "2 usage
      There is no policy file at ~.
      Next: Check the path after \`--policy\`, or leave it out to use the one on main."
    `)
    expect(await world.isRefused('plan --policy nowhere.yml')).toMatchInlineSnapshot(`
      "2 usage
      There is no policy file at nowhere.yml.
      Next: Check the path after \`--policy\`, or leave it out to use the one on main."
    `)
  })
})
