import { describe, expect, it } from 'vitest'
import { explainDocument } from '../../../src/cli/json/explain.ts'
import { tell } from '../../worlds/cli/telling.ts'
import { openWorld } from '../../worlds/cli/world.ts'

describe('Eligible Changes', () => {
  it('takes what a patch always takes, and leaves the rest for the next minor release or a decision', async () => {
    using world = openWorld()
    world.merges('fix(security): authentication bypass in the gateway (#1)')
    world.merges('fix(store): data loss when the disk is full (#2)')
    world.merges('fix(engine): crash on an empty list (#3)')
    world.merges('fix(intent): regression in parsing of dates (#4)')
    world.merges('perf(store): answer large queries sooner (#5)')
    world.merges('fix(cli): say "1 task waits" (#6)')
    world.merges('feat(gateway): list tasks in pages (#7)')
    world.merges('refactor(store): write snapshots in one place (#8)')

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #1, security, eligible: clean
      takes #2, data-loss, eligible: clean
      takes #3, crash, eligible: clean
      takes #4, regression, eligible: clean
      leaves #5, performance: case-by-case
      leaves #6, minor-bug: next-minor
      leaves #7, feature: next-minor
      leaves #8, refactor: next-minor"
    `)
  })

  it('performance is decided case by case: an exception takes it, until its last day', async () => {
    using world = openWorld()
    world.merges('perf(store): answer large queries sooner (#5)')
    const facts = world.writes(
      'facts.yml',
      `changes: {"#5": {exception: {by: grace, because: Two customers wait 40 s., until: 2026-02-28}}}`,
    )

    expect(tell(await world.plans(`--facts ${facts}`))).toMatchInlineSnapshot(
      `"takes #5, performance, eligible: clean"`,
    )
    expect(tell(await world.plans(`--facts ${facts} --date 2026-02-28`))).toContain('takes #5')
    expect(tell(await world.plans(`--facts ${facts} --date 2026-03-01`))).toMatchInlineSnapshot(
      `"leaves #5, performance: case-by-case"`,
    )
    expect(tell(await world.plans(`--facts ${facts} --date 2025-06-01`))).toMatchInlineSnapshot(
      `"leaves #5, performance: case-by-case"`,
    )
  })

  it('a breaking change waits for the next version, whatever is allowed', async () => {
    using world = openWorld()
    world.merges('fix(engine)!: crash on an empty list (#3)')
    const facts = world.writes(
      'facts.yml',
      `changes: {"#3": {exception: {by: grace, because: It hurts., until: 2026-02-28}}}`,
    )

    expect(tell(await world.plans(`--facts ${facts}`))).toMatchInlineSnapshot(
      `"leaves #3, crash: next-minor"`,
    )
  })
})

describe('the selection criteria (§1.1)', () => {
  it('a severity that is known and too low counts, except for what does not come back', async () => {
    using world = openWorld()
    world.merges('fix: crash in the help screen (#1)', { body: 'Severity: P3' })
    world.merges('fix: crash on start (#2)', { body: 'Severity: P0' })
    world.merges('fix(security): session fixation (#3)', { body: 'Severity: P3' })

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #2, crash, eligible: clean
      takes #3, security, eligible: clean
      leaves #1, crash: next-minor"
    `)
  })

  it('a critical bug of no row of the table is decided by a person', async () => {
    using world = openWorld()
    world.merges('fix: wrong total on the bill (#1)', { body: 'Severity: P1' })

    expect(tell(await world.plans())).toMatchInlineSnapshot(`"leaves #1, minor-bug: case-by-case"`)
  })

  it('a fix without a test is not ready, but where it cannot wait for one: then it is a question', async () => {
    using world = openWorld()
    world.merges('fix: regression in the parser (#2)', { tested: false })
    world.merges('fix: crash on start (#3)', { tested: false })

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #3, crash, eligible: clean
      leaves #2, regression: not-ready"
    `)
  })

  it('every rule says what it saw; what nobody can know from commits is unknown, never yes', async () => {
    using world = openWorld()
    world.merges('fix(engine): crash on an empty list (#3)')

    const { explained } = await world.asks(explainDocument, 'explain 3')
    if (explained.kind !== 'candidate') throw new Error('#3 is a candidate')
    const { rules } = explained.considered.verdict
    expect(
      rules.map(({ rule, answer, saw }) => `${rule}: ${answer}. ${saw}`).join('\n'),
    ).toMatchInlineSnapshot(`
      "change-type: yes. It is crash: \`crash\` in its subject (also seen: its type \`fix:\`); its labels are not known. A patch always takes that.
      merged: yes. It is on main as 225fe95770, since 2026-02-05.
      reviewed: unknown. Whether it was reviewed is not known: its message does not say who reviewed it.
      tested: unknown. Whether its checks were green is not known: no commit records that.
      no-breaking-change: yes. It breaks nothing (its Conventional Commit header, which declares no break).
      severity: unknown. Its severity is not known: its message has no line \`Severity: P1\`, and its labels are not known.
      test-coverage: yes. It touches \`test/fix-engine-crash-on-an-empty-list-3.test.ts\`.
      picks-clean: yes. Picked alone on the line's last tag, it applies.
      risk-assessed: unknown. Its risk isn't assessed: its message has no line \`Risk: low\`, \`medium\` or \`high\`, and its labels are not known."
    `)
    expect(rules.filter(({ answer }) => answer === 'unknown').map(({ change }) => change)).not.toContain(null)
  })

  it('a policy may hold what is unknown; the message of the commit may make it known', async () => {
    using world = openWorld()
    world.setsPolicy('criteria: {rules: {reviewed: required}}\n')
    world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)', { body: 'Reviewed-by: Noor <noor@example.org>' })
    world.merges('fix: crash on reload (#4)', { body: 'Reviewed-by: Ada <ada@example.org>' })

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #3, crash, eligible: clean
      leaves "chore: set the release policy", refactor: next-minor
      leaves #2, crash: not-ready
      leaves #4, crash: not-ready"
    `)
  })
})

describe('what is built keeps to the criteria', () => {
  it('anything may be looked at in a plan, and nothing that the criteria refuse is built', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.merges('feat: tasks in pages (#7)')

    expect(tell(await world.plans('--pick 7'))).toMatchInlineSnapshot(`
      "takes #2, crash, eligible: clean
      takes #7, feature, next-minor: clean"
    `)
    expect(await world.isRefused('build v2.0.1 --pick 7')).toMatchInlineSnapshot(`
      "5 rule
      Some changes in this plan don't meet the criteria for v2.0.1: #7 is next-minor (feature).
      Next: Leave it out (\`--drop '#7'\`): the policy lets no exception lift that (\`exceptions.lifts\`). \`release-captain explain '#7'\` shows why."
    `)
  })

  it('a plan that takes nothing is no release', async () => {
    using world = openWorld()
    world.merges('feat: tasks in pages (#7)')

    expect(await world.isRefused('build v2.0.1')).toMatchInlineSnapshot(`
      "5 rule
      The plan of v2.0.1 takes no change, so there is nothing to release.
      Next: \`release-captain plan --all\` shows every change and why it is not taken."
    `)
  })
})
