import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { FactsLookup } from '../../../src/planner/facts/look-up.ts'
import { createLocalEngine } from '../../../src/planner/local-engine.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

const FACTS = { labels: ['P1'], reviewed: true, checksPassed: true, issues: [] }

/** A plan of a clone of github.com/godel/godel, where GitHub says `lookUp`. */
function askEngine({ clone, folder, git }: World, lookUp: FactsLookup | null) {
  git('remote', 'add', 'origin', 'https://github.com/godel/godel.git')
  const engine = createLocalEngine({ cacheDir: join(folder, 'cache'), lookUp })
  const request = {
    ...{
      repository: clone,
      main: null,
      policyFile: null,
      jobs: null,
      now: 1_770_700_000,
      onProgress: () => undefined,
    },
    ...{ version: null, line: null, base: null, factsFile: null, pick: [], drop: [] },
    ...{ skipConflicts: false, withDependencies: false },
  }
  return { plan: () => engine.plan(request), facts: () => engine.facts(request) }
}

describe('what GitHub knows of changes', () => {
  it('judges them like a facts file', async () => {
    using world = openWorld()
    world.merges('fix: the list (#2)')
    const asked: unknown[] = []
    const { plan } = await askEngine(world, async (page, numbers) => {
      asked.push([page, numbers])
      return new Map([[2, FACTS]])
    }).plan()

    expect(asked).toEqual([['https://github.com/godel/godel', [2]]])
    expect(plan.considered[0]?.facts.labels).toEqual({ known: true, value: ['P1'], source: 'GitHub' })
    expect(plan.picks.map(({ candidate }) => candidate)).toEqual(['#2'])
  })

  it('stops no plan where GitHub does not answer', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const { warnings, plan } = await askEngine(world, () => Promise.reject(new Error('no answer'))).plan()

    expect(warnings).toEqual(["GitHub didn't say what it knows of the pull requests: no answer"])
    expect(plan.picks).toHaveLength(1)
  })

  it('can be written down as a facts file', async () => {
    using world = openWorld()
    world.merges('fix: the list (#2)')
    const { yaml, changes } = await askEngine(world, async () => new Map([[2, FACTS]])).facts()

    expect(changes).toBe(1)
    expect(parse(yaml)).toEqual({ changes: { '#2': FACTS } })
  })

  it('is not written down without a token', async () => {
    using world = openWorld()
    world.merges('fix: the list (#2)')
    await expect(askEngine(world, null).facts()).rejects.toThrow('There is no token to ask GitHub with.')
  })
})
