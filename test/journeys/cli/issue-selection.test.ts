import { describe, expect, it } from 'vitest'
import { listLines } from '../../worlds/cli/product-files.ts'
import { tell } from '../../worlds/cli/telling.ts'
import { openWorld } from '../../worlds/cli/world.ts'

const engine = (replaced: Readonly<Record<number, string>>) => ({ 'src/engine.ts': listLines(30, replaced) })

describe('cherry-pick candidates (§1.1)', () => {
  it('one per merged pull request where there is one, else one per commit, in the order of main', async () => {
    using world = openWorld()
    world.merges('fix: crash that nobody asked to review')
    world.merges('fix: crash on start (#2)')
    world.mergesBranch(3, 'fix: crash under load', [['test: show the crash'], ['fix: crash under load']])
    world.merges('fix: crash, its first half (#4)', { author: 'Noor' })
    world.merges('fix: crash, its second half (#4)', { author: 'Noor' })

    const { candidates } = await world.plans()
    expect(
      candidates.map(({ candidate: { id, title, source, picks } }) => [
        id.startsWith('#') ? id : 'a commit',
        source.kind === 'pull-request' ? source.merge : source.kind,
        title,
        picks.length,
      ]),
    ).toMatchInlineSnapshot(`
      [
        [
          "a commit",
          "commit",
          "fix: crash that nobody asked to review",
          1,
        ],
        [
          "#2",
          "squash",
          "fix: crash on start",
          1,
        ],
        [
          "#3",
          "merge-commit",
          "fix: crash under load",
          1,
        ],
        [
          "#4",
          "rebase",
          "fix: crash, its first half",
          2,
        ],
      ]
    `)
  })

  it.each([
    ['the trailer of a pick', undefined],
    ['an equal patch, under any message', 'Make starting safer'],
    ['the number of the pull request', 'Backport #2: safer start (#9)'],
  ])('what the line has already is left out, known by %s', async (_, message) => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    world.picks(fix, message)
    world.tags('v2.0.1')

    const plan = await world.plans()
    expect(plan.version).toBe('v2.0.2')
    expect(tell(plan)).toMatch(
      /^takes #3.*\nis no candidate #2: already-on-line by (trailer|patch-id|pull-request)$/,
    )
  })

  it('a change that was picked and taken back on the line is a candidate again', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    const picked = world.picks(fix)
    world.onLine('Revert "fix: crash on start (#2)"', {
      edits: world.product.undoingOf(picked),
      tested: false,
      body: `This reverts commit ${picked}.`,
    })
    world.tags('v2.0.1')

    expect(tell(await world.plans())).toMatchInlineSnapshot(`"takes #2, crash, eligible: clean"`)
  })

  it('a change and its revert leave nothing to take', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    world.reverts(fix, 4)

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #3, crash, eligible: clean
      is no candidate #2: reverted
      is no candidate #4: reverts"
    `)
  })

  it('a revert of the revert puts the change back in', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    const revert = world.reverts(fix, 4)
    world.reverts(revert, 5)

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #2, crash, eligible: clean
      is no candidate #4: reverted
      is no candidate #5: reverts"
    `)
  })

  it('of a pull request that the line has in part, the rest is a candidate', async () => {
    using world = openWorld()
    const first = world.merges('fix: crash, its first half (#4)', { author: 'Noor' })
    world.merges('fix: crash, its second half (#4)', { author: 'Noor' })
    world.picks(first)
    world.tags('v2.0.1')

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #4, crash, eligible: clean
      is no candidate "fix: crash, its first half": already-on-line by trailer"
    `)
  })

  it('a change whose pick comes out empty is left out', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)', { edits: engine({ 5: 'safe' }), tested: false })
    world.onLine('Mend the start by hand', { edits: engine({ 5: 'safe', 25: 'and more' }), tested: false })
    world.tags('v2.0.1')
    world.merges('fix: crash on exit (#3)')

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #3, crash, eligible: clean
      is no candidate #2: empty"
    `)
  })

  it('who takes a change is told of the fix that followed it', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    world.merges('fix: crash when started twice (#5)', {
      body: `Fixes: ${fix.slice(0, 12)} ("fix: crash on start")`,
    })
    world.merges('feat: start sooner (#6)', { body: 'A follow-up to #3.' })

    expect(tell(await world.plans())).toMatchInlineSnapshot(`
      "takes #2, crash, eligible: clean
      takes #3, crash, eligible: clean
      takes #5, crash, eligible: clean
      leaves #6, feature: next-minor
      flags #2: follow-up by #5
      flags #3: follow-up by #6"
    `)
  })

  it('the screen shows what was left out, with the reason, on demand', async () => {
    using world = openWorld()
    const fix = world.merges('fix: crash on start (#2)')
    world.merges('fix: crash on exit (#3)')
    world.reverts(fix, 4)

    const { screen } = await world.types('plan --left-out --quiet')
    expect(screen.slice(screen.indexOf('Left out'))).toMatchInlineSnapshot(`
      "Left out: 1 reverted, 1 a revert of one in the range
        #2  fix: crash on start                reverted by #4, which is in the range too
        #4  Revert "fix: crash on start (#2)"  reverts #2, which is in the range too
      "
    `)
  })
})

describe('taking and leaving', () => {
  it('of one and the same change is refused', async () => {
    using world = openWorld()
    world.merges('fix: crash of the gateway (#2)')
    expect(await world.isRefused('plan --pick 2 --drop #2')).toMatchInlineSnapshot(`
      "2 usage
      #2 is both taken (\`--pick\`) and left out (\`--drop\`).
      Next: Remove one of the two options."
    `)
  })
})
