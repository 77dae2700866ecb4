import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { initDocument } from '../../../../src/cli/json/onboarding/init.ts'
import { simulateDocument } from '../../../../src/cli/json/onboarding/simulate.ts'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

/** A project that released v2.0.1 from its own branch, with two fixes that nobody gave a severity. */
function releaseOnce(world: World): void {
  world.merges('ci: test and build', { edits: WORKFLOWS, tested: false })
  const list = world.merges('fix: the list (#2)')
  const menu = world.merges('fix: the menu (#3)')
  world.merges('feat: a roof (#4)')
  for (let day = 0; day < 30; day += 1) world.merges(`docs: day ${day}`)
  for (const fix of [list, menu]) world.picks(fix)
  const raised = { 'package.json': '{\n  "name": "godel",\n  "version": "2.0.1"\n}\n' }
  world.onLine('chore: v2.0.1', { edits: raised, tested: false })
  world.tags('v2.0.1')
}

const WORKFLOWS = {
  '.github/workflows/ci.yml': 'name: CI\non: [push, pull_request]\njobs: {unit: {runs-on: ubuntu-latest}}\n',
  '.github/workflows/release.yml':
    'name: Release\non: {push: {tags: ["v*"]}}\njobs: {build: {runs-on: ubuntu-latest}}\n',
}

describe('init in a clone', () => {
  it('writes a config with a reason for each setting, which the next plan reads', async () => {
    using world = openWorld()
    releaseOnce(world)
    world.git('checkout', '-q', 'main')

    const { written, settings, config } = await world.asks(initDocument, 'init')
    expect(written).toBe('written')
    expect(settings.map(({ key }) => key)).toEqual([
      'changeTypes.minor-bug.eligibility',
      'versionBump.files',
      'versionBump.leave',
      'tests',
      'build.workflow',
      'build.artifacts',
    ])
    expect(readFileSync(join(world.clone, '.github/release-captain.yml'), 'utf8')).toBe(config)
    expect(
      (await world.types(['plan', '--policy', join(world.clone, '.github/release-captain.yml')])).exitCode,
    ).toBe(0)
  })

  it('plans from the head of main where releases are tagged on main, and from a branch where a line has one', async () => {
    using world = openWorld()
    world.tags('v2.0.1', world.merges('fix: the list (#2)'))
    world.merges('fix: the menu (#3)')
    for (let hour = 0; hour < 24; hour += 1) world.merges(`docs: hour ${hour}`)
    world.tags('v2.0.2', world.merges('chore: v2.0.2'))
    world.merges('feat: a roof (#4)')

    const { config, settings } = await world.asks(initDocument, 'init --print')
    expect(settings.map(({ key }) => key)).toContain('line.newestFromMain')
    const plan = await world.plans(`--policy ${world.writes('policy.yml', config)}`)
    expect(plan.range.start.branch).toBe('main')
    expect(plan.onLine.map(({ change }) => change.id)).toEqual(['#4'])
    const played = await world.asks(simulateDocument, `simulate --policy ${join(world.folder, 'policy.yml')}`)
    expect(played.total).toMatchObject({ shipped: 2, onLine: 2, missed: 0 })
  })

  it("leaves a dependency alone that happens to have the product's number", async () => {
    using world = openWorld()
    const release = (version: string, roof: string) => {
      const edits = {
        'gradle.properties': `version=${version}\n`,
        'deps.gradle': `library("Roof", "${roof}")\n`,
      }
      world.tags(`v${version}`, world.onLine(`Release ${version}`, { edits, tested: false }))
    }
    release('2.0.1', '1.9.0')
    release('2.0.2', '2.0.2')
    release('2.0.3', '2.0.3')

    const { config } = await world.asks(initDocument, 'init --print')
    expect(config).toContain('- path: gradle.properties')
    expect(config).toMatch(/leave:\n( +- .*\n)* +- deps\.gradle/)
  })

  it('leaves a config that is there as it is', async () => {
    using world = openWorld()
    world.setsPolicy('product: {name: Atlas}\n')
    world.git('checkout', '-q', 'main')

    expect((await world.asks(initDocument, 'init')).written).toBe('exists')
    expect(readFileSync(join(world.clone, '.github/release-captain.yml'), 'utf8')).toContain('Atlas')
  })

  it('prints the config alone, for a pipe', async () => {
    using world = openWorld()
    releaseOnce(world)
    const { screen } = await world.types('init --print')
    expect(screen).toContain('proposed by `release-captain init`')
    expect(screen).toContain('      pointers:\n        - /version\n')
  })
})

describe('simulate', () => {
  it('compares what the policy proposes with what people released', async () => {
    using world = openWorld()
    releaseOnce(world)

    const { total, closer, releases } = await world.asks(simulateDocument, 'simulate')
    expect(total).toEqual({ shipped: 2, onLine: 0, proposed: 0, right: 0, missed: 2 })
    expect(releases.map(({ tag, refused }) => [tag, refused.map(({ change }) => change)])).toEqual([
      ['v2.0.1', ['#2', '#3']],
    ])
    expect(closer.map(({ key, value }) => `${key}: ${value}`)).toEqual([
      'changeTypes.minor-bug.eligibility: always',
    ])
  })

  it('says so where there is no patch release to compare with', async () => {
    using world = openWorld()
    expect((await world.types('simulate')).screen).toContain('There is no patch release to compare with.')
  })
})
