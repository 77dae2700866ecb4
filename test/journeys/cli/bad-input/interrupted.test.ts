import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canMount, onSmallDisk } from '../../../worlds/cli/damage.ts'
import { differences, fingerprint } from '../../../worlds/cli/fingerprint.ts'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

const PROCESS = join(import.meta.dirname, '../../../worlds/cli/build-process.ts')
const PROGRAM = join(import.meta.dirname, '../../../../bin/release-captain.js')

function openWithFixes(): World {
  const world = openWorld()
  for (let number = 2; number < 12; number++) world.merges(`fix: crash number ${number} (#${number})`)
  return world
}

function buildArguments({ clone, folder }: World, cache: string): string[] {
  return [PROCESS, clone, join(folder, cache)]
}

describe('a build that is killed', () => {
  it('at any moment leaves the branch whole or not at all, and gives the same when it is run again', () => {
    using world = openWithFixes()
    const run = (place: World, ...death: string[]) =>
      spawnSync(process.execPath, [...buildArguments(place, 'cache'), ...death]).stdout.toString()
    const right = run(clonedTo(world, 'untouched'))
    const others = world.git('for-each-ref')
    const branch = () => world.git('for-each-ref', '--format=%(objectname)', 'refs/heads/release')

    for (const [step, after] of MOMENTS) {
      run(world, step, after)
      expect([`${step} ${after}`, ['', right].includes(branch())]).toEqual([`${step} ${after}`, true])
      world.git('update-ref', '-d', 'refs/heads/release/v2.0.1')
      expect(world.git('for-each-ref')).toBe(others)
    }
    expect(world.git('fsck', '--full', '--no-dangling')).toBe('')
    expect(run(world)).toBe(right)
  })
})

/** A step, and how many milliseconds after its beginning. */
const MOMENTS = [
  ['reading history', '0'],
  ['comparing patches', '0'],
  ['trying each change on its own', '20'],
  ['making the commits', '0'],
  ['making the commits', '15'],
  ['making the commits', '30'],
  ['making the commits', '60'],
] as const

/** The same world with another clone of its repository. */
function clonedTo(world: World, name: string): World {
  const clone = join(world.folder, name)
  world.git('clone', '-q', '--no-checkout', '.', clone)
  return { ...world, clone }
}

describe('two processes at once', () => {
  it('on one clone with one cache come to the same', async () => {
    using world = openWithFixes()
    const run = async () => {
      const child = spawn(process.execPath, buildArguments(world, 'cache'), {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const said: Buffer[] = []
      child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
      await once(child, 'close')
      return Buffer.concat(said).toString()
    }
    const heads = await Promise.all([run(), run(), run()])
    expect(new Set(heads)).toEqual(new Set([world.git('rev-parse', 'release/v2.0.1')]))
  })

  it('on one URL with one cache come to the same', async () => {
    using world = openWithFixes()
    const url = `file://${world.clone}`
    const plans = await Promise.all([1, 2, 3].map(() => world.plans(`--repo ${url}`)))
    expect(new Set(plans.map(({ digest }) => digest)).size).toBe(1)
    expect(new Set(plans.map(({ repository }) => repository))).toEqual(new Set([url]))
  })
})

describe.skipIf(!canMount())('a full disk', () => {
  const build = (clone: string, cache: string) =>
    `RELEASE_CAPTAIN_CACHE='${cache}' '${process.execPath}' '${PROGRAM}' build v2.0.1 --repo '${clone}' --json`

  it.each([8, 150])('of the cache, %i KiB large, is told, and the clone is as it was', (kilobytes) => {
    using world = openWithFixes()
    const folder = join(world.folder, 'small')
    const before = fingerprint(world.clone)
    const script = `mkdir -p '${folder}/x'; ${build(world.clone, `${folder}/x`)}`
    mkdirSync(folder)
    const { status, said } = onSmallDisk({ folder, kilobytes, script })

    expect(status, said).toBe(4)
    expect(said).toContain('The disk is full. No branch, tag or file of the repository was changed.')
    expect(differences(before, fingerprint(world.clone))).toEqual([])
  })

  it.each([
    [0, 'git could not write the branch: cannot update ref'],
    [12, 'The disk is full. No branch, tag or file of the repository was changed.'],
  ])('of the clone with %i KiB left is told, and no branch is made', (left, told) => {
    using world = openWithFixes()
    const folder = join(world.folder, 'small')
    mkdirSync(folder)
    const clone = join(folder, 'godel')
    const script = [
      `cp -r '${world.clone}' '${clone}'`,
      `git -C '${clone}' for-each-ref > '${world.folder}/before'`,
      `dd if=/dev/zero of='${folder}/filler' bs=1k 2>/dev/null`,
      `truncate -s -${left}k '${folder}/filler'`,
      `${build(clone, join(world.folder, 'cache'))}; code=$?`,
      `git -C '${clone}' for-each-ref > '${world.folder}/after'`,
      'exit $code',
    ].join('; ')
    const { status, said } = onSmallDisk({ folder, kilobytes: 2000, script })

    expect(status, said).toBe(4)
    expect(said).toContain(told)
    const refs = (name: string) => readFileSync(join(world.folder, name), 'utf8')
    expect(refs('after')).toBe(refs('before'))
  })
})
