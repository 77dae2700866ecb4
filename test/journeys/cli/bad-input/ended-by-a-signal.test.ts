import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const PROGRAM = fileURLToPath(new URL('../../../../bin/release-captain.js', import.meta.url))
/** npm has it for Linux alone; elsewhere there is nothing to launch. */
const PINNED = new URL(
  `../../../../node_modules/node-${process.platform}-${process.arch}/bin/node`,
  import.meta.url,
)
/** Makes the launcher believe that the Node that it runs under is too old. */
const OLD = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.0.0'}})`

/** Puts a git first on the PATH that never ends a merge, and notes its process in a file. */
function mergesTakeForEver(world: World): { readonly path: string; readonly pidFile: string } {
  const [programs, pidFile] = [join(world.folder, 'bin'), join(world.folder, 'merging')]
  mkdirSync(programs)
  const script = [
    '#!/bin/sh',
    `PATH='${process.env['PATH']}'`,
    `case "$*" in *merge-tree*) echo $$ >'${pidFile}.new'; mv '${pidFile}.new' '${pidFile}'; exec sleep 3000 ;; esac`,
    'exec git "$@"',
    '',
  ]
  writeFileSync(join(programs, 'git'), script.join('\n'))
  chmodSync(join(programs, 'git'), 0o755)
  return { path: `${programs}:${process.env['PATH']}`, pidFile }
}

async function midway(world: World, nodeArguments: readonly string[]): Promise<[ChildProcess, number]> {
  world.merges('fix: crash of the gateway (#2)')
  const { path, pidFile } = mergesTakeForEver(world)
  const env = { PATH: path, RELEASE_CAPTAIN_CACHE: join(world.folder, 'cache') }
  const words = [...nodeArguments, PROGRAM, 'build', 'v2.0.1', '--repo', world.clone]
  const child = spawn(process.execPath, words, { env, stdio: 'ignore' })
  while (!existsSync(pidFile)) await sleep(20)
  return [child, Number(readFileSync(pidFile, 'utf8'))]
}

async function isGone(pid: number): Promise<true> {
  while (isRunning(pid)) await sleep(20)
  return true
}

/** One that has ended and that nobody asked for its end does not count. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    return existsSync('/proc/self/stat') ? false : !String(error).includes('ESRCH')
  }
}

describe('a signal in the middle of a build', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends the program and all that it started, and leaves the repository as it was',
    async (signal) => {
      using world = openWorld()
      const [child, merging] = await midway(world, [])
      const refs = world.git('for-each-ref')
      child.kill(signal)
      expect(await once(child, 'exit')).toEqual([null, signal])
      expect(await isGone(merging)).toBe(true)
      expect(world.git('for-each-ref')).toBe(refs)
    },
  )

  it.skipIf(!existsSync(PINNED))('reaches the program through the launcher of an older Node', async () => {
    using world = openWorld()
    const [child, merging] = await midway(world, ['--import', OLD])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
    expect(await isGone(merging)).toBe(true)
  })
})
