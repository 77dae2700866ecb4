import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCachedValues } from '../../../src/git/objects/kept-values.ts'
import { openEngine } from '../../worlds/cli/engine.ts'
import { canReadProcesses, children } from '../../worlds/cli/processes.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { history, told } from '../../worlds/git/histories.ts'
import { workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

describe('what is kept', () => {
  it('is there for the next process', async () => {
    await using place = await folder()
    const file = join(place.path, 'sub', 'kept')
    openCachedValues(file).set('key', 'a value with spaces')
    expect(openCachedValues(file).get('key')).toBe('a value with spaces')
  })

  it('is the last that was said', async () => {
    await using place = await folder()
    const file = join(place.path, 'kept')
    const kept = openCachedValues(file)
    for (const value of ['one', 'one', 'two']) kept.set('key', value)
    expect(openCachedValues(file).get('key')).toBe('two')
    expect(readFileSync(file, 'utf8')).toBe('key one\nkey two\n')
  })

  it('loses the line that a crash tore, and no other, whatever is written after it', async () => {
    await using place = await folder()
    const file = join(place.path, 'kept')
    openCachedValues(file).set('whole', 'yes')
    appendFileSync(file, 'torn half of a val')
    const kept = openCachedValues(file)
    expect([kept.get('whole'), kept.get('torn')]).toEqual(['yes', undefined])
    kept.set('after', 'too')
    expect([openCachedValues(file).get('whole'), openCachedValues(file).get('after')]).toEqual(['yes', 'too'])
  })

  it('stays in memory where there is no file', () => {
    const kept = openCachedValues(null)
    kept.set('key', 'value')
    expect(kept.get('key')).toBe('value')
  })
})

/** A clone with a history of few picks, and what it takes to ask for them. */
async function ready() {
  const place = await folder()
  const tree = workTree(join(place.path, 'clone'))
  const write = (made: Parameters<typeof told>[0]) => {
    const { snapshots, tip, picks } = told(made)
    const ids = writeHistory(tree.gitDir, snapshots)
    return {
      tip: tree.git(['rev-parse', `${ids[tip]}^{tree}`]),
      picks: picks.map((pick) => ({ sha: ids[pick.place] ?? '', mainline: pick.mainline })),
      onConflict: 'skip' as const,
    }
  }
  const open = (gitVersion = 'git version 2.39.5') =>
    openEngine({ repository: tree.folder, keep: true, gitVersion })
  return { open, write, [Symbol.asyncDispose]: () => place[Symbol.asyncDispose]() }
}

const PLAIN = { line: [], main: [{ kind: 'commit' as const, edits: [{ kind: 'delete' as const, file: 0 }] }] }

describe('outcomes that were kept', () => {
  it('property: are those that would be found anew', async () => {
    await using world = await ready()
    const holds = async (made: Parameters<typeof told>[0]) => {
      const request = world.write(made)
      await using first = await world.open()
      const found = await first.engine.chain(request)
      await using second = await world.open()
      expect(await second.engine.chain(request)).toEqual(found)
      const [pick] = request.picks
      if (pick) expect(await second.engine.pick(request.tip, pick)).toEqual(found.steps[0])
    }
    await fc.assert(fc.asyncProperty(history, holds), { numRuns: 40, seed: 20 })
  })

  it.skipIf(!canReadProcesses)('cost no merge', async () => {
    await using world = await ready()
    const request = world.write(PLAIN)
    {
      await using first = await world.open()
      await first.engine.chain(request)
    }
    await using second = await world.open()
    await second.engine.chain(request)
    expect(children('merge-tree')).toEqual([])
  })

  it('are not believed by another git, and none whose line is damaged is', async () => {
    await using world = await ready()
    const request = world.write(PLAIN)
    await using first = await world.open()
    const { steps } = await first.engine.chain(request)
    const file = join(first.quarantine.keptDir, 'picks')
    const lie = readFileSync(file, 'utf8').replace(/"tree":"\w+"/, `"tree":"${'0'.repeat(40)}"`)
    writeFileSync(file, lie)

    await using same = await world.open()
    await using other = await world.open('git version 2.47.0')
    expect((await same.engine.chain(request)).steps).not.toEqual(steps)
    expect((await other.engine.chain(request)).steps).toEqual(steps)

    for (const damage of [/\{.*\}/, /"kind":"clean",/, /"clean"/]) {
      writeFileSync(file, lie.replace(damage, '"x"'))
      await using damaged = await world.open()
      expect((await damaged.engine.chain(request)).steps).toEqual(steps)
    }
  })
})
