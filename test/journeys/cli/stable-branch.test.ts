import { describe, expect, it } from 'vitest'
import { notesDocument } from '../../../src/cli/json/notes.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

/** Line 2.0 has a branch of its own: one fix was picked to it since v2.0.1, one was made for it alone. */
function openWithBranch(branch = 'release-2.0'): World {
  const world = openWorld({ version: '2.0.1' })
  const fix = world.merges('fix: crash on start (#2)')
  world.picks(fix)
  world.onLine('fix: crash of the line alone')
  world.git('branch', branch, world.product.tip('line'))
  world.git('branch', '-D', 'line')
  world.merges('fix: crash on exit (#3)')
  return world
}

const ids = (changes: readonly { readonly id: string }[]) => changes.map(({ id }) => id)

describe('a line with its own branch', () => {
  it('is released from its head: what is on it, and what main adds', async () => {
    using world = openWithBranch()
    const plan = await world.plans()

    expect(plan.range.base.tag).toBe('v2.0.1')
    expect(plan.range.start).toEqual({ branch: 'release-2.0', commit: world.git('rev-parse', 'release-2.0') })
    expect(plan.onLine.map(({ main, change }) => [change.title, main?.id ?? null])).toEqual([
      ['fix: crash on start', '#2'],
      ['fix: crash of the line alone', null],
    ])
    expect(plan.picks.map(({ candidate }) => candidate)).toEqual(['#3'])
  })

  it('is offered a security fix that a release went without for three months, and no longer', async () => {
    using world = openWithBranch()
    world.merges('fix(security): close a hole in the gateway (#4)')
    const release = (name: string, day: string) => {
      const commit = world.onLine(`chore: ${name}`)
      world.product.tag({ name, commit, at: Date.parse(day) / 1000 })
      world.git('branch', '-f', 'release-2.0', commit)
    }
    release('v2.0.2', '2026-03-01')
    expect((await world.plans()).picks.map(({ candidate }) => candidate)).toEqual(['#4'])

    release('v2.0.3', '2026-06-01')
    const later = await world.plans()
    expect(later.picks).toEqual([])
    expect(later.passedBy).toContain('#4')
  })

  it('is built on its head', async () => {
    using world = openWithBranch()
    const { head } = await world.builds('v2.0.2')
    const log = world.git('log', '--format=%s', `release-2.0..${head}`).split('\n')
    expect(log).toEqual(['chore: bump version to 2.0.2', 'fix: crash on exit (#3)'])
  })

  it('may have its releases tagged beside it, on the commit that says the version', async () => {
    using world = openWithBranch()
    const release = world.onLine('Release 2.0.2')
    world.tags('v2.0.2', release)
    world.git('branch', '-f', 'release-2.0', `${release}^`)
    world.merges('fix: crash on reload (#4)')

    const { range, warnings, picks } = await world.plans()
    expect([range.base.tag, range.start.branch, warnings]).toEqual(['v2.0.2', 'release-2.0', []])
    expect(picks.map(({ candidate }) => candidate)).toEqual(['#4'])
  })

  it('says so where a release beside it has more than its version', async () => {
    using world = openWithBranch()
    world.tags('v2.0.2', world.onLine('fix(security): a hole in the gateway'))

    const { range, warnings } = await world.plans()
    expect(range.start.branch).toBe('release-2.0')
    expect(warnings).toEqual([
      "release-2.0 doesn't contain v2.0.2: what v2.0.2 has on its own isn't in a release that starts from release-2.0. Merge it there first.",
    ])
  })

  it.each(['2-0-stable', 'maintenance/2.0.x', '2.x', 'stable'])(
    'is found by ancestry: %s',
    async (branch) => {
      using world = openWithBranch(branch)
      expect((await world.plans()).range.start.branch).toBe(branch)
    },
  )

  it.each(['release-1.9', 'release/2.0.1', 'feat/2.0', 'main'])('%s is no branch of it', async (branch) => {
    using world = openWithBranch()
    world.git('branch', '-D', 'release-2.0')
    if (branch !== 'main') world.git('branch', branch, 'v2.0.1')
    expect((await world.plans()).range.start.branch).toBeNull()
  })

  it('is what the policy says, and from its tag where the policy says so', async () => {
    using world = openWithBranch('odd-name')
    world.setsPolicy('line: {branch: odd-name}\n')
    expect((await world.plans()).range.start.branch).toBe('odd-name')
    world.setsPolicy('line: {branch: odd-name, startFrom: tag}\n')
    const { range, warnings } = await world.plans()
    expect(range.start.branch).toBeNull()
    expect(warnings).toMatchInlineSnapshot(`
      [
        "odd-name has gone on since v2.0.1, and \`line.startFrom: tag\` leaves out what came to it.",
      ]
    `)
  })

  it('that the policy names and that is not here is missed aloud', async () => {
    using world = openWithBranch()
    world.setsPolicy('line: {branch: "stable/{line}"}\n')
    expect((await world.plans()).warnings).toMatchInlineSnapshot(`
      [
        "The policy says that line 2.0 has the branch stable/2.0, and there is none here: the release starts from the last tag. Fetch it, if the remote has it.",
      ]
    `)
  })

  it('proposes no more what was on main at its last release and was not taken then', async () => {
    using world = openWithBranch()
    world.tags('v2.0.2', world.git('rev-parse', 'release-2.0'))
    world.merges('fix: crash on reload (#4)')
    const plan = await world.plans()
    expect([plan.passedBy, plan.picks.map(({ candidate }) => candidate)]).toEqual([['#3'], ['#4']])
    expect((await world.plans('--pick #3')).picks).toHaveLength(2)
    world.setsPolicy('line: {propose: all}\n')
    expect((await world.plans()).picks).toHaveLength(2)
  })

  it('and without any change of main is released for what is on it', async () => {
    using world = openWithBranch()
    world.setsPolicy('line: {branch: main}\n')
    const plan = await world.plans()
    expect(ids(plan.onLine.map(({ change }) => change))).toContain('#3')
    expect(plan.picks).toEqual([])
  })

  it('has all of it in its notes', async () => {
    using world = openWithBranch()
    const { markdown } = await world.asks(notesDocument, 'notes v2.0.2')
    expect(markdown.replaceAll('\u2060', '')).toMatchInlineSnapshot(`
      "# godel v2.0.2 Release Notes

      **Release Date:** 2026-02-10
      **Previous Version:** v2.0.1

      ## Bug Fixes
      - Crash on start (#2)
      - Crash of the line alone
      - Crash on exit (#3)

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required.
      "
    `)
  })
})

describe('a plan with a change that the criteria leave out', () => {
  it('advises no build that is refused', async () => {
    using world = openWorld()
    world.merges('feat: tasks in pages (#7)')
    const { screen } = await world.types('plan --pick #7')
    expect(screen).toContain('The criteria leave out #7, so a build of this plan is refused')
    expect(screen).not.toContain('release-captain build')
  })
})
