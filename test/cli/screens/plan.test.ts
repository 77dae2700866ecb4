import { describe, expect, it } from 'vitest'
import type { PlanReport } from '../../../src/cli/engine.ts'
import { measureWidth } from '../../../src/cli/render/fit.ts'
import { CLEAN, CONFLICT, candidate, considered, NOW } from '../changes.ts'
import { PLAN, PLAN_REPORT } from '../reports.ts'
import { type } from '../world.ts'

function planning(plan: Partial<PlanReport['plan']>, ground: Partial<PlanReport> = {}) {
  return { engine: { plan: async () => ({ ...PLAN_REPORT, ...ground, plan: { ...PLAN, ...plan } }) } }
}

describe('the screen of a plan', () => {
  it('reads well at 80 columns', async () => {
    const { stdout, stderr, exitCode } = await type('plan')

    expect(stdout).toMatchInlineSnapshot(`
      "Plan of v2.0.1
        repository  /home/ada/godel
        line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
        main        origin/main (9a8b7c6d5e), 12 changes since
        plan        3f2a9c1d4e5b
        policy      .github/release-captain.yml on main, 2 values different from the
                    process document

      5 picks in order: 3 clean ✓, 1 conflict ✗, 1 empty ○
           change      type        due      title                         verdict
        ✓  #1234       security    overdue  Fixed authentication bypass   eligible
                                            in API gateway
        ✓  #1236       crash       11 Feb   Fixed memory leak in task     2 to confirm
                                            engine that grew by some…
        ✗  #1240       regression  11 Feb   Corrected validation error    1 to confirm
                                            in intent parser
        ✓  9fceb02d0a  crash       11 Feb   Resolved race condition in    eligible
                                            state store
        ○  #1247       regression  11 Feb   Comment in the gateway        eligible

      1 conflict
        ✗ #1240  Corrected validation error in intent parser
          at c124000000, in 2 files
            src/parser/intent.ts  content        lines 12-18, 40
            src/parser/schema.ts  modify/delete
            picks cleanly after 1 earlier change:
              ✓  #1231  feature  Add a schema registry for intents  next-minor

      May be security, data loss, an outage or a crash, but isn't taken (1)
        #1239  data-loss  Stop losing events when the    tested: No file of it is a
                          queue is full                  test.

      Case by case: each needs an exception (1)
        #1238  performance  Improved query performance    Say \`exception:\` in the
                            for large task lists          facts file.

      For the next minor release (2): 1 feature and 1 refactor (\`--all\` lists them)

      Check these first
        ! #1236 has a follow-up on main: #1238, which is not in the plan

      Left out: 1 already on the line, 1 reverted, 1 a revert of one in the range
        (\`--left-out\` lists them)

      Next:
        Also take what the conflicts depend on (#1231):
          release-captain plan --with-dependencies
        Or build without the picks that conflict:
          release-captain build v2.0.1 --plan 3f2a9c1d4e5b --skip-conflicts
        See what is unconfirmed for a pick, and what would confirm it:
          release-captain explain '#1236'
      "
    `)
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 })
  })

  it('has room for urgency and whole titles at 140', async () => {
    const { stdout } = await type('plan', { columns: 140 })

    expect(stdout).toMatchInlineSnapshot(`
      "Plan of v2.0.1
        repository  /home/ada/godel
        line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
        main        origin/main (9a8b7c6d5e), 12 changes since
        plan        3f2a9c1d4e5b
        policy      .github/release-captain.yml on main, 2 values different from the process document

      5 picks in order: 3 clean ✓, 1 conflict ✗, 1 empty ○
           change      type        urgency                   title                                                          verdict
        ✓  #1234       security    immediate 5 Feb, overdue  Fixed authentication bypass in API gateway                     eligible
        ✓  #1236       crash       scheduled 11 Feb          Fixed memory leak in task engine that grew by some 40 MB an    eligible, 2 to confirm
                                                             hour under load
        ✗  #1240       regression  scheduled 11 Feb          Corrected validation error in intent parser                    eligible, 1 to confirm
        ✓  9fceb02d0a  crash       scheduled 11 Feb          Resolved race condition in state store                         eligible
        ○  #1247       regression  scheduled 11 Feb          Comment in the gateway                                         eligible

      1 conflict
        ✗ #1240  Corrected validation error in intent parser
          at c124000000, in 2 files
            src/parser/intent.ts  content        lines 12-18, 40
            src/parser/schema.ts  modify/delete
            picks cleanly after 1 earlier change:
              ✓  #1231  feature  Add a schema registry for intents  next-minor

      May be security, data loss, an outage or a crash, but isn't taken (1)
        #1239  data-loss  Stop losing events when the queue is full  tested: No file of it is a test.

      Case by case: each needs an exception (1)
        #1238  performance  Improved query performance for large task lists  Say \`exception:\` in the facts file.

      For the next minor release (2): 1 feature and 1 refactor (\`--all\` lists them)

      Check these first
        ! #1236 has a follow-up on main: #1238, which is not in the plan

      Left out: 1 already on the line, 1 reverted, 1 a revert of one in the range (\`--left-out\` lists them)

      Next:
        Also take what the conflicts depend on (#1231):
          release-captain plan --with-dependencies
        Or build without the picks that conflict:
          release-captain build v2.0.1 --plan 3f2a9c1d4e5b --skip-conflicts
        See what is unconfirmed for a pick, and what would confirm it:
          release-captain explain '#1236'
      "
    `)
  })

  it('lists the next minor release and what was left out when asked', async () => {
    const { stdout } = await type('plan --all --left-out', { columns: 140 })

    expect(
      stdout.slice(stdout.indexOf('For the next minor'), stdout.indexOf('Next:')),
    ).toMatchInlineSnapshot(`
      "For the next minor release (2)
        #1231  feature   Add a schema registry for intents  change-type: No file of it is a test.
        #1244  refactor  Sort imports                       change-type: No file of it is a test.

      Check these first
        ! #1236 has a follow-up on main: #1238, which is not in the plan

      Left out: 1 already on the line, 1 reverted, 1 a revert of one in the range
        #1230  Close the socket on timeout  already on the line as aa11bb22cc (the same patch)
        #1241  Cache intents                reverted by #1243, which is in the range too
        #1243  Revert "Cache intents"       reverts #1241, which is in the range too

      "
    `)
  })

  it('offers the build of this very plan where nothing stands in its way', async () => {
    const picks = PLAN.picks.filter(({ outcome }) => outcome.kind === 'clean')
    const { stdout } = await type(['plan', '--drop', '#1240', '--line', '2.0'], planning({ picks }))

    expect(stdout.slice(stdout.indexOf('Next:'))).toMatchInlineSnapshot(`
      "Next:
        See what is unconfirmed for a pick, and what would confirm it:
          release-captain explain '#1236' --line 2.0 --drop '#1240'
        Build the branch of v2.0.1 from exactly this plan (pushes nothing):
          release-captain build v2.0.1 --plan 3f2a9c1d4e5b --line 2.0 --drop '#1240'
      "
    `)
  })

  it('says so when no change is eligible', async () => {
    const { stdout } = await type('plan', planning({ picks: [] }))

    expect(stdout).toContain('Nothing to pick: no change is eligible.')
    expect(stdout.slice(stdout.indexOf('Next:'))).toMatchInlineSnapshot(`
      "Next:
        See every change, and why it isn't taken:
          release-captain plan --all
        If one belongs in it anyway, take it by hand:
          release-captain plan --pick '#NUMBER'
      "
    `)
  })

  it('says so when main has nothing new', async () => {
    const { stdout } = await type('plan', planning({ picks: [], considered: [], leftOut: [], flags: [] }))

    expect(stdout).toMatchInlineSnapshot(`
      "Plan of v2.0.1
        repository  /home/ada/godel
        line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
        main        origin/main (9a8b7c6d5e), 0 changes since
        plan        3f2a9c1d4e5b
        policy      .github/release-captain.yml on main, 2 values different from the
                    process document

      Nothing to pick: no change is eligible.

      Next:
        Main has nothing new for v2.0.0: come back after a merge
      "
    `)
  })

  it('shows warnings at the top, and neither them nor next steps with --quiet', async () => {
    const warned = planning({}, { warnings: ['The clone is a week old.'] })

    expect((await type('plan', warned)).stdout).toContain('! The clone is a week old.')
    const { stdout } = await type('plan --quiet', warned)
    expect(stdout).not.toMatch(/Next:|a week old/)
  })

  it('says what makes a change not eligible and taken all the same, or eligible by exception', async () => {
    const byHand = considered(candidate('#1', 'A'), 'feature', { kind: 'next-minor' })
    const plain = considered(candidate('#2', 'B'), 'performance')
    const exception = { by: 'ada', because: 'a customer waits', until: '2026-03-01' }
    const allowed = { ...plain, verdict: { ...plain.verdict, exception } }
    const picks = ['#1', '#2'].map((id) => ({ candidate: id, outcome: CLEAN, dependencies: null }))
    const { stdout } = await type('plan', planning({ picks, considered: [byHand, allowed] }))

    expect(stdout).toMatch(/A +next-minor\n/)
    expect(stdout).toMatch(/B +by exception\n/)
  })

  it('says of a conflict why nothing was found that it depends on', async () => {
    const [pick] = PLAN.picks.filter(({ outcome }) => outcome.kind === 'conflict')
    const with_ = (dependencies: NonNullable<typeof pick>['dependencies']) =>
      type('plan', {
        columns: 140,
        ...planning({ picks: [{ candidate: '#1240', outcome: CONFLICT, dependencies }] }),
      })

    expect((await with_({ kind: 'none', why: 'the line changed it itself' })).stdout).toContain(
      'found nothing that makes it pick cleanly: the line changed it itself',
    )
    expect((await with_({ kind: 'not-searched', why: 'more than 500 tries' })).stdout).toContain(
      'its dependencies are unknown: more than 500 tries',
    )
    const found = await with_({ kind: 'found', on: ['#1231', '#1236'], proof: 'minimal' })
    expect(found.stdout).toContain('picks cleanly after 2 earlier changes, which are all needed:')
  })
})

describe('a plan of 300 changes', () => {
  const [file] = CONFLICT.files
  const hunks = Array.from({ length: 40 }, (_, index) => ({
    ours: { start: 100 * index + 1, end: 100 * index + 9 },
    oursText: 'a',
    theirsText: 'b',
  }))
  const large = { ...CONFLICT, files: [...CONFLICT.files, ...(file ? [{ ...file, hunks }] : [])] }
  const many = Array.from({ length: 300 }, (_, index) =>
    considered(
      candidate(
        index % 3 === 0 ? `${index + 10}abcdef`.padEnd(40, '0') : `#${index}`,
        `Fix the ${'very '.repeat(index % 40)}thing`,
      ),
      'performance',
      { kind: index % 2 === 0 ? 'eligible' : 'not-ready', unknowns: index % 3 },
    ),
  )
  const picks = many
    .filter(({ verdict }) => verdict.kind === 'eligible')
    .map(({ candidate: { id } }, index) => ({
      candidate: id,
      outcome: index % 4 === 0 ? large : CLEAN,
      dependencies: null,
    }))

  it.each([72, 80, 110, 160])(
    'never passes the edge at %i columns, except for a command to copy',
    async (columns) => {
      const { stdout } = await type('plan', { ...planning({ picks, considered: many }), columns })
      const tooWide = stdout.split('\n').filter((each) => measureWidth(each) > columns)

      expect(tooWide.filter((each) => !each.startsWith('    release-captain '))).toEqual([])
    },
  )

  it('never cuts an id', async () => {
    const { stdout } = await type('plan --all', { ...planning({ picks, considered: many }), columns: 72 })

    for (const { candidate: each } of many) {
      expect(stdout).toContain(` ${each.id.startsWith('#') ? each.id : each.id.slice(0, 10)} `)
    }
  })

  it('counts what it does not list, and lists it with --all', async () => {
    const setting = planning({ picks, considered: many })

    expect((await type('plan', setting)).stdout).toContain('and 28 more conflicts: `--all` lists them')
    expect((await type('plan', setting)).stdout).toContain('and 140 more: `--all` lists them')
    expect((await type('plan --all', setting)).stdout).not.toMatch(/more(:| conflict)/)
  })
})

it('judges as of the day that was given', async () => {
  const { stdout, asked } = await type('plan --date 2026-03-01')

  expect(asked).toMatchObject([{ what: 'plan', request: { now: Date.UTC(2026, 2, 1) / 1000 } }])
  expect(stdout).toMatch(/#1236 +crash +overdue/)
  expect((await type('plan')).asked).toMatchObject([{ request: { now: NOW } }])
})
