import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const PROGRAM = fileURLToPath(new URL('../../../../bin/release-captain.js', import.meta.url))

/** Runs the program with a fault in it that nothing hears, once it watches for such. */
function planWithFault(world: World, fault: string, words: readonly string[] = []) {
  const watched = "process.listenerCount('uncaughtException') > 0"
  const late = `data:text/javascript,setInterval(() => { if (${watched}) ${encodeURIComponent(fault)} }, 2).unref()`
  return spawnSync(process.execPath, ['--import', late, PROGRAM, 'plan', '--repo', world.clone, ...words], {
    encoding: 'utf8',
    env: { ...process.env, RELEASE_CAPTAIN_CACHE: join(world.folder, 'cache') },
  })
}

describe('a fault of our own that nothing hears', () => {
  it.each([
    ['an error that is thrown', "throw new Error('the heap is gone')"],
    ['a promise that is rejected', "void Promise.reject(new Error('the heap is gone'))"],
  ])('ends the program with a line that says what to do, and no trace: %s', (_kind, fault) => {
    using world = openWorld()
    world.merges('fix: crash of the gateway (#2)')
    const { status, signal, stderr } = planWithFault(world, fault)
    expect({ status, signal }).toEqual({ status: 1, signal: null })
    expect(stderr).toContain('the heap is gone')
    expect(stderr).toContain('--debug')
    expect(stderr).not.toMatch(/^\s+at /m)
  })

  it('shows where with --debug', () => {
    using world = openWorld()
    expect(planWithFault(world, "throw new Error('the heap is gone')", ['--debug']).stderr).toMatch(
      /^\s+at /m,
    )
  })
})
