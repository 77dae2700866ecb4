import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGit } from '../../../src/adapters/git/open.ts'
import { ecdsaKey, openRemote, type RemoteWorld } from './remote.ts'

const BRANCH = 'refs/heads/release/v2.0.1'
const has = (program: string) => process.env['CI'] === 'true' || !spawnSync(program, ['--version']).error

/** A plan of two fixes and a version in package.json, and another process with the same key. */
async function signed(policy = '') {
  const world = openRemote(ecdsaKey)
  if (policy !== '') world.setsPolicy(policy)
  world.merges('fix: crash one (#2)')
  world.merges('fix: crash two (#3)')
  const settled = await world.settle()
  const allowed = join(world.folder, 'allowed')
  writeFileSync(allowed, `captain@example.org ${readFileSync(join(world.folder, 'app-key.pub'), 'utf8')}`)
  const other = openGit({
    cacheDir: join(world.folder, 'other'),
    signing: { format: 'ssh', key: join(world.folder, 'app-key') },
    onUnauthenticated: null,
  })
  const verifies = (commit: string) => {
    world.git('-c', `gpg.ssh.allowedSignersFile=${allowed}`, 'verify-commit', commit)
    return true
  }
  const signs = (commit: string) => world.git('cat-file', 'commit', commit).includes('\ngpgsig ')
  return { ...world, settled, other, verifies, signs }
}

const commitsOf = (world: RemoteWorld, head: string) =>
  world.git('rev-list', '--reverse', head, '^refs/tags/v2.0.0').split('\n')

describe.skipIf(!has('ssh-keygen'))('commits of an App with a signing key', () => {
  it('are signed, each pick and the bump, and git verifies them', async () => {
    using world = await signed()
    const plain = openGit({ cacheDir: join(world.folder, 'plain'), signing: null, onUnauthenticated: null })
    const { head: on } = await world.captain.build({ ...world.settled, onto: [] })
    const { head } = await world.captain.bump({ ...world.settled, on })
    const commits = commitsOf(world, head)
    expect(commits).toHaveLength(3)
    expect(commits.map(world.verifies)).toEqual([true, true, true])
    world.git('update-ref', '-d', BRANCH)
    const unsigned = await plain.build({ ...world.settled, onto: [] })
    expect(world.git('rev-parse', `${unsigned.head}^{tree}`)).toBe(world.git('rev-parse', `${on}^{tree}`))
    expect(world.git('log', '-2', '--format=%an|%cn|%at|%ct|%B', unsigned.head)).toBe(
      world.git('log', '-2', '--format=%an|%cn|%at|%ct|%B', on),
    )
  })

  it('stay the same where a push outlived its process, and on another machine', async () => {
    using world = await signed()
    const built = await world.captain.build({ ...world.settled, onto: [] })
    expect(await world.captain.build({ ...world.settled, onto: [] })).toEqual(built)
    expect(await world.other.build({ ...world.settled, onto: [] })).toEqual(built)
    const { head } = await world.captain.bump({ ...world.settled, on: built.head })
    expect(await world.other.bump({ ...world.settled, on: built.head })).toEqual({ head })
    expect(world.refAt(BRANCH)).toBe(head)
  })

  it('are the same for two processes that build them at the same time', async () => {
    using world = await signed()
    const both = [world.captain, world.other].map((git) => git.build({ ...world.settled, onto: [] }))
    const [one, other] = await Promise.all(both)
    expect(one).toEqual(other)
    expect(world.refAt(BRANCH)).toBe(one?.head)
  })

  it('keep those that a branch has in common with the one that it replaces', async () => {
    using world = await signed()
    const { head } = await world.captain.build({ ...world.settled, onto: [] })
    const less = await world.settle({ selection: { kind: 'exactly', take: ['#2'] } })
    const rebuilt = await world.captain.build({ ...less, onto: [head] })
    expect(commitsOf(world, rebuilt.head)).toEqual(commitsOf(world, head).slice(0, 1))
  })

  it('are not signed where the policy says so', async () => {
    using world = await signed('committer: {sign: false}\n')
    const { head } = await world.captain.build({ ...world.settled, onto: [] })
    expect(commitsOf(world, head).map(world.signs)).toEqual([false, false])
  })

  it('are signed off where the policy says so, once', async () => {
    using world = await signed('committer: {signOff: true}\n')
    const { head: on } = await world.captain.build({ ...world.settled, onto: [] })
    const { head } = await world.captain.bump({ ...world.settled, on })
    const signOff = 'release-captain[bot] <release-captain[bot]@users.noreply.github.com>'
    for (const commit of commitsOf(world, head)) {
      const trailer = '--format=%(trailers:key=Signed-off-by,valueonly)'
      expect(world.git('log', '-1', trailer, commit).trim()).toBe(signOff)
    }
  })
})
