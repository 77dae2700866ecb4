import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gitIn, openWorld, type World } from '../../../worlds/cli/world.ts'

/** A product with one fix to release, and a remote that has its main and its tag. */
function withRemote(): World & { readonly remote: string } {
  const world = openWorld()
  world.merges('fix: crash of the gateway (#2)')
  const remote = join(world.folder, 'upstream.git')
  gitIn(world.folder, 'init', '-q', '--bare', '--template=', '--initial-branch=main', remote)
  world.git('remote', 'add', 'origin', remote)
  world.git('push', '-q', 'origin', 'main', 'v2.0.0')
  return { ...world, remote }
}

const refsOf = (folder: string) => gitIn(folder, 'for-each-ref', '--format=%(refname)').split('\n')

describe('pushing a release (§3.2)', () => {
  it('takes an order: without --push nothing leaves the clone', async () => {
    using world = withRemote()
    expect((await world.builds('v2.0.1')).pushed).toBeNull()
    expect(refsOf(world.remote)).toEqual(['refs/heads/main', 'refs/tags/v2.0.0'])
  })

  it('puts the branch, and nothing else, onto the remote, and once is enough', async () => {
    using world = withRemote()
    const first = await world.builds('v2.0.1 --push')
    expect(first.pushed?.refs.map(({ outcome }) => outcome)).toEqual(['pushed'])
    expect(gitIn(world.remote, 'rev-parse', 'release/v2.0.1')).toBe(first.head)
    expect(refsOf(world.remote)).toEqual(['refs/heads/main', 'refs/heads/release/v2.0.1', 'refs/tags/v2.0.0'])

    const again = await world.builds('v2.0.1 --push')
    expect(again.pushed?.refs.map(({ outcome }) => outcome)).toEqual(['up-to-date'])
  })

  it.each(['nowhere', 'ext::sh', '--upload-pack=sh'])(
    'to %s ends before anything is built',
    async (remote) => {
      using world = withRemote()
      expect(await world.isRefused(['build', 'v2.0.1', `--push=${remote}`])).toContain('Next:')
    },
  )

  it('moves no branch that somebody else made there', async () => {
    using world = withRemote()
    gitIn(world.remote, 'branch', 'release/v2.0.1', 'main')
    const { exitCode, said } = await world.types('build v2.0.1 --push')
    expect(exitCode).toBe(4)
    expect(said.replace(/[0-9a-f]{10}/g, 'COMMIT').replace(/\s+/g, ' ')).toMatchInlineSnapshot(
      `"release-captain: Nothing was pushed: \`refs/heads/release/v2.0.1\` on ~/upstream.git is at COMMIT (Ada, 2026-02-05, “fix: crash of the gateway (#2)”), where it wasn't expected to exist. Someone else changed it. Next: Check it with \`git fetch ~/upstream.git refs/heads/release/v2.0.1\` and \`git log FETCH_HEAD\`. If you don't need the branch, delete it there and build again. "`,
    )
    expect(gitIn(world.remote, 'rev-parse', 'release/v2.0.1')).toBe(world.product.tip('main'))
  })
})
