import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openGit } from '../../../src/adapters/git/open.ts'
import type { TagQuery } from '../../../src/runtime/ports/git.ts'
import { refusal } from '../../git/repositories.ts'
import { openRemote, type RemoteWorld, sshKey } from './remote.ts'

const TAG = 'refs/tags/v2.0.1'

/** A built release, and what its tag is asked for with. */
async function built(world: RemoteWorld): Promise<TagQuery> {
  world.merges('fix: crash (#2)')
  const { at, version, policy, ...rest } = await world.settle()
  const { head: commit } = await world.captain.build({ at, version, policy, ...rest, onto: [] })
  return { at, version, policy, tag: 'v2.0.1', commit }
}

describe('the tag', () => {
  it('is annotated, signed with the key of the App, and pushed; asked again it is the same', async () => {
    using world = openRemote((folder) => sshKey(folder))
    const asking = await built(world)
    const { object } = await world.captain.tag(asking)
    expect(world.refAt(TAG)).toBe(object)
    expect(
      world.git('for-each-ref', '--format=%(*objectname) %(contents:subject), by %(taggername)', TAG),
    ).toBe(`${asking.commit} Release v2.0.1, by release-captain[bot]`)
    expect(await world.captain.checkSignature(asking)).toBe('as-required')
    expect(await world.captain.tag(asking)).toEqual({ object })
  })

  it('is refused without a key, in words that say how to give the App one', async () => {
    using world = openRemote()
    expect(await refusal(world.captain.tag(await built(world)))).toMatchInlineSnapshot(`
      "[config] The tag v2.0.1 must be signed (§3.2), but the App has no signing key.
      Next: Set \`SIGNING_KEY\` where it runs: an SSH key without a passphrase is enough (\`ssh-keygen -t ed25519 -N "" -f release-key\`), or a GPG key. Then run \`/release retry tag\`. For later releases, a policy with \`tag: {sign: optional}\` allows unsigned tags."
    `)
    expect(world.refAt(TAG)).toBeNull()
  })

  it('needs no signature where the policy says so', async () => {
    using world = openRemote()
    world.setsPolicy('tag: {sign: optional}\n')
    const asking = await built(world)
    const { object } = await world.captain.tag(asking)
    expect(world.refAt(TAG)).toBe(object)
    expect(await world.captain.checkSignature(asking)).toBe('as-required')
  })

  it('is refused with a key of another kind than the policy wants', async () => {
    using world = openRemote((folder) => sshKey(folder))
    world.setsPolicy('tag: {format: gpg}\n')
    expect(await refusal(world.captain.tag(await built(world)))).toContain('requires tags signed with GPG')
  })

  it('never moves: one of another commit is refused', async () => {
    using world = openRemote((folder) => sshKey(folder))
    const asking = await built(world)
    world.tags('v2.0.1', world.product.tip('main'))
    const standing = world.refAt(TAG)
    expect(await refusal(world.captain.tag(asking))).toContain('The tag v2.0.1 exists already')
    expect(world.refAt(TAG)).toBe(standing)
    expect(await world.captain.checkSignature(asking)).toBe('missing')
  })

  it('that people made by hand counts where it is signed with the same key, and by no other', async () => {
    using world = openRemote((folder) => sshKey(folder))
    const asking = await built(world)
    world.tags('v2.0.1', asking.commit)
    expect(await world.captain.checkSignature(asking)).toBe('missing')
    expect(await refusal(world.captain.tag(asking))).toContain("isn't signed with the SSH key")
    world.git('tag', '-d', 'v2.0.1')
    const other = openGit({
      cacheDir: join(world.folder, 'other'),
      signing: sshKey(world.folder, 'other-key'),
      onUnauthenticated: null,
    })
    await other.tag(asking)
    expect(await world.captain.checkSignature(asking)).toBe('unknown')
    expect(await refusal(world.captain.tag(asking))).toContain("isn't signed with the SSH key")
  })

  it('may not be a lightweight one', async () => {
    using world = openRemote((folder) => sshKey(folder))
    const asking = await built(world)
    world.git('update-ref', TAG, asking.commit)
    expect(await refusal(world.captain.tag(asking))).toContain('as a lightweight tag')
    expect(await world.captain.checkSignature(asking)).toBe('missing')
  })
})
