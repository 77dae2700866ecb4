import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitIn, openWorld, type World } from '../../../worlds/cli/world.ts'

/** A product on a remote, with one fix to release. */
function onRemote(): World & { readonly url: string } {
  const world = openWorld()
  world.merges('fix: crash of the gateway (#2)')
  gitIn(world.folder, 'clone', '-q', '--bare', world.clone, 'upstream.git')
  return { ...world, url: `file://${join(world.folder, 'upstream.git')}` }
}

function mirrorOf(world: World): string {
  const [name = ''] = readdirSync(join(world.folder, 'cache/mirrors')).filter((one) => one.endsWith('.git'))
  return join(world.folder, 'cache/mirrors', name)
}

/** Overwrites the middle of the mirror's one pack. */
function damagePack(mirror: string): void {
  const folder = join(mirror, 'objects/pack')
  const pack = join(folder, readdirSync(folder).find((name) => name.endsWith('.pack')) ?? '')
  const bytes = readFileSync(pack)
  bytes.fill(0xff, 40, bytes.length - 40)
  chmodSync(pack, 0o644)
  writeFileSync(pack, bytes)
}

describe('a remote URL in place of a clone', () => {
  it('is planned all the same when its mirror has gone bad: it is fetched anew', async () => {
    using world = onRemote()
    const before = await world.plans(`--repo ${world.url}`)
    damagePack(mirrorOf(world))
    const after = await world.plans(`--repo ${world.url}`)
    expect(after.digest).toBe(before.digest)
    expect(existsSync(`${mirrorOf(world)}.damaged`)).toBe(true)
  })
})
