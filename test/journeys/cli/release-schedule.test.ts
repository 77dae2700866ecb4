import { describe, expect, it } from 'vitest'
import type { planDocument } from '../../../src/cli/json/plan.ts'
import { openWorld } from '../../worlds/cli/world.ts'

type Plan = ReturnType<typeof planDocument.parse>

/** The first fix is merged on Thursday the 5th of February 2026 at ten. */
function dueTimes({ candidates }: Plan): string {
  return candidates
    .map(({ candidate, verdict: { trigger } }) => {
      if (!trigger) return `${candidate.id} is not for a patch`
      return `${candidate.id} ${trigger.urgency}, ${new Date(trigger.due * 1000).toISOString().slice(0, 16)}: ${trigger.because}`
    })
    .join('\n')
}

describe('Patch Release Triggers', () => {
  it('immediate within 24 hours, scheduled with the next weekly patch, batch with every other', async () => {
    using world = openWorld()
    world.merges('fix(store): data loss when the disk is full (#1)')
    world.merges('fix(security): authentication bypass (#2)', { body: 'CVSS: 9.8' })
    world.merges('fix(security): session fixation (#3)', { body: 'CVSS: 6.1' })
    world.merges('fix: crash on start (#4)', { body: 'Severity: P0' })
    world.merges('fix: crash on exit (#5)')
    world.merges('fix(security): cookies without a flag (#6)')
    world.merges('feat: tasks in pages (#7)')

    expect(dueTimes(await world.plans())).toMatchInlineSnapshot(`
      "#1 immediate, 2026-02-06T10:00: data-loss is immediate: within 24 h of its merge, for when it was reported is not known
      #2 immediate, 2026-02-06T11:00: CVSS 9.8 is critical, from 9.0 on: within 24 h of its merge, for when it was reported is not known
      #3 scheduled, 2026-02-11T10:00: security goes out with the weekly patch
      #4 immediate, 2026-02-06T13:00: P0 (\`Severity: P0\` in its message) is immediate: within 24 h of its merge, for when it was reported is not known
      #5 scheduled, 2026-02-11T10:00: crash goes out with the weekly patch
      #6 scheduled, 2026-02-11T10:00: security goes out with the weekly patch; its CVSS score is not known, and from 9.0 on it would be immediate
      #7 is not for a patch"
    `)
  })

  it('an immediate fix counts from its report, where that is known', async () => {
    using world = openWorld()
    world.merges('fix(store): data loss when the disk is full (#1)')
    const facts = world.writes(
      'facts.yml',
      'changes: {"#1": {issues: [{number: 900, reportedAt: 2026-02-04T22:30:00+01:00}]}}',
    )
    expect(dueTimes(await world.plans(`--facts ${facts}`))).toMatchInlineSnapshot(
      `"#1 immediate, 2026-02-05T21:30: data-loss is immediate: within 24 h of its report"`,
    )
  })

  it('what is assessed as low risk can wait for the batch', async () => {
    using world = openWorld()
    world.merges('fix: wrong total on the bill (#1)', { body: 'Risk: low' })
    world.setsPolicy('exceptions: {lifts: [case-by-case, next-minor]}\n')
    const facts = world.writes(
      'facts.yml',
      'changes: {"#1": {exception: {by: grace, because: It is embarrassing., until: 2026-02-28}}}',
    )
    expect(dueTimes(await world.plans(`--facts ${facts}`))).toContain(
      '#1 batch, 2026-02-11T10:00: it can wait for the next batch',
    )
  })

  it("days and hours are the policy's, in its time zone", async () => {
    using world = openWorld()
    world.setsPolicy(`calendar: {timeZone: America/New_York, patch: {day: monday, time: '09:30'}}
triggers:
  immediate: {within: 4h, cvssFrom: 7.0}
  batch: {anchor: 2026-01-05}
`)
    world.merges('fix(security): session fixation (#3)', { body: 'CVSS: 7.5' })
    world.merges('fix: crash on exit (#5)')

    expect(
      dueTimes(await world.plans())
        .split('\n')
        .slice(1)
        .join('\n'),
    ).toMatchInlineSnapshot(`
      "#3 immediate, 2026-02-05T15:00: CVSS 7.5 is critical, from 7.0 on: within 4 h of its merge, for when it was reported is not known
      #5 scheduled, 2026-02-09T14:30: crash goes out with the weekly patch"
    `)
  })

  it('the screen says what is overdue, by the day of the call', async () => {
    using world = openWorld()
    world.merges('fix: crash on exit (#5)')
    const row = async (day: string) =>
      (await world.types(`plan --date ${day}`)).screen.match(/^ +✓ .*$/m)?.[0]

    expect([await row('2026-02-10'), await row('2026-02-12')]).toMatchInlineSnapshot(`
      [
        "  ✓  #5      crash  11 Feb  fix: crash on exit  4 to confirm",
        "  ✓  #5      crash  overdue  fix: crash on exit  4 to confirm",
      ]
    `)
  })
})
