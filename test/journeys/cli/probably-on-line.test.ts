import { expect, it } from 'vitest'
import { listLines } from '../../worlds/cli/product-files.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

const engine = (replaced: Readonly<Record<number, string>>) => ({ 'src/engine.ts': listLines(30, replaced) })

/** Main has a crash fix, #2; the line has a commit that names it and does something else to the same file. */
function claimedOnLine(world: World) {
  const fix = world.merges('fix: crash on start (#2)', { edits: engine({ 3: 'checked' }) })
  world.onLine('fix: crash on start', {
    edits: engine({ 20: 'something else' }),
    tested: false,
    body: `(cherry picked from commit ${fix})`,
  })
  world.tags('v2.0.1')
}

it('a change that is only said to be on the line is not picked by default, and shown with what says so', async () => {
  using world = openWorld()
  claimedOnLine(world)

  const { screen } = await world.types('plan')
  const plan = await world.plans()

  expect(plan.picks).toEqual([])
  expect(plan.candidates).toMatchObject([
    { candidate: { id: '#2' }, verdict: { kind: 'eligible' }, lineEvidence: [{ key: 'trailer' }] },
  ])
  expect(screen).toContain('Probably already on the line (1)')
  expect(screen).toMatch(/#2 +crash/)
  expect(screen).toContain("release-captain plan --pick '#2'")
})

it('a version that the line raised by itself is told by its subject', async () => {
  using world = openWorld()
  world.merges('chore(deps): update tar to v7.5.1 [security] (main) (#7)', { edits: engine({ 3: '7.5.1' }) })
  world.onLine('chore(deps): update tar to v7.5.1 [security] (release-2.0) (#8)', {
    edits: engine({ 3: '7.5.1', 4: 'raised' }),
    tested: false,
  })
  world.tags('v2.0.1')

  const { candidates, picks } = await world.plans()
  expect(picks).toEqual([])
  expect(candidates).toMatchObject([{ candidate: { id: '#7' }, lineEvidence: [{ key: 'subject' }] }])
})

it('a person who picks it overrules that', async () => {
  using world = openWorld()
  claimedOnLine(world)

  expect((await world.plans('--pick #2')).picks).toMatchObject([
    { candidate: '#2', outcome: { kind: 'clean' } },
  ])
})

it('and so does an assessment on record', async () => {
  using world = openWorld()
  claimedOnLine(world)
  const facts = world.writes('facts.yml', "changes:\n  '#2': { assessment: { by: Ada, risk: low } }\n")

  expect((await world.plans(`--facts ${facts}`)).picks).toMatchObject([{ candidate: '#2' }])
})
