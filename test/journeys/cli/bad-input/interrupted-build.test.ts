import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const PROGRAM = fileURLToPath(new URL('../../../../bin/release-captain.js', import.meta.url))

/** Builds in a process of its own, which is killed after so many milliseconds; null lets it end. */
async function build(world: World, killedAfter: number | null): Promise<number> {
  const words = [PROGRAM, 'build', 'v2.0.1', '--repo', world.clone, '--quiet']
  const env = { PATH: process.env['PATH'], RELEASE_CAPTAIN_CACHE: join(world.folder, 'cache') }
  const begun = performance.now()
  const child = spawn(process.execPath, words, { env, stdio: 'ignore' })
  const ended = once(child, 'close')
  if (killedAfter !== null) await Promise.race([ended, sleep(killedAfter).then(() => child.kill('SIGKILL'))])
  await ended
  return performance.now() - begun
}

/** The release branch, null where there is none; that all of it is there is for git to say. */
function branchOf(world: World): string | null {
  world.git('fsck', '--full', '--strict')
  return world.git('for-each-ref', '--format=%(objectname)', 'refs/heads/release/v2.0.1') || null
}

it('a build that is killed at any moment leaves all of the branch or none, and the next one ends it', async () => {
  using world = openWorld()
  for (const number of [2, 3, 4, 5, 6]) world.merges(`fix: crash of part ${number} (#${number})`)
  const takes = await build(world, null)
  const whole = branchOf(world)
  expect(whole).not.toBeNull()

  const seen = new Set<string | null>()
  for (let moment = 1; moment <= 10; moment += 1) {
    world.git('update-ref', '-d', 'refs/heads/release/v2.0.1')
    await build(world, (takes * moment) / 10)
    seen.add(branchOf(world))
  }
  expect([...seen].filter((head) => head !== null && head !== whole)).toEqual([])
  await build(world, null)
  expect(branchOf(world)).toBe(whole)
})
