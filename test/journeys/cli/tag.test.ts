import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openWorld, type World } from '../../worlds/cli/world.ts'

function openWithFix(): World {
  const world = openWorld()
  world.merges('fix: crash on start (#2)')
  return world
}

function sshKey(world: World, name = 'key'): string {
  const file = join(world.folder, name)
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'captain@example.org', '-f', file])
  return file
}

/** A GPG key in a home of its own, for as long as `work` lasts: the signing program finds it by the environment. */
async function withGpgKey(world: World, work: (key: string) => Promise<void>): Promise<void> {
  const home = join(world.folder, 'gpg')
  execFileSync('mkdir', ['-m', '700', home])
  const gpg = (...words: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--passphrase', '', ...words], {
      stdio: 'pipe',
    }).toString()
  gpg('--quick-generate-key', 'Captain <captain@example.org>', 'ed25519', 'sign', '1y')
  const before = process.env['GNUPGHOME']
  process.env['GNUPGHOME'] = home
  try {
    await work('captain@example.org')
  } finally {
    if (before === undefined) delete process.env['GNUPGHOME']
    else process.env['GNUPGHOME'] = before
    execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'])
  }
}

describe('the signed tag (§3.2)', () => {
  it('is annotated, of the head of the branch, and signed with an SSH key that git verifies', async () => {
    using world = openWithFix()
    const key = sshKey(world)
    const { tag, head } = await world.builds(`v2.0.1 --tag --sign-key ${key}`)

    expect(tag?.signedBy).toMatch(/^SSH key SHA256:/)
    expect(world.git('rev-parse', 'v2.0.1^{}')).toBe(head)
    expect(
      world.git('tag', '-l', '--format=%(objecttype): %(contents:subject), by %(taggername)', 'v2.0.1'),
    ).toBe('tag: Release v2.0.1, by release-captain[bot]')
    const allowed = world.writes(
      'allowed',
      `captain@example.org ${execFileSync('cat', [`${key}.pub`]).toString()}`,
    )
    world.git('-c', 'gpg.format=ssh', '-c', `gpg.ssh.allowedSignersFile=${allowed}`, 'verify-tag', 'v2.0.1')
  })

  it('or with a GPG key', async () => {
    using world = openWithFix()
    await withGpgKey(world, async (key) => {
      const { tag } = await world.builds(`v2.0.1 --tag --sign-key ${key}`)

      expect(tag?.signedBy).toMatch(/^GPG key [0-9A-F]{40} \(Captain <captain@example.org>\)$/)
      const home = `GNUPGHOME=${process.env['GNUPGHOME']}`
      execFileSync('env', [home, 'git', '-C', world.clone, 'verify-tag', 'v2.0.1'], { stdio: 'pipe' })
    })
  })

  it('is refused without a key, or with one that cannot be used; nothing is built then', async () => {
    using world = openWithFix()
    const notAKey = world.writes('not-a-key', 'x\n')
    execFileSync('chmod', ['600', notAKey])

    expect(await world.isRefused('build v2.0.1 --tag')).toMatchInlineSnapshot(`
      "2 usage
      The tag v2.0.1 must be signed (§3.2), but there is no signing key.
      Next: Name one: \`--sign-key ~/.ssh/id_ed25519\`, or a GPG fingerprint, or set one for all repositories with \`git config --global user.signingkey KEY\` (and \`gpg.format ssh\` for an SSH key). A policy with \`tag: {sign: optional}\` allows unsigned tags."
    `)
    expect(await world.isRefused(`build v2.0.1 --tag --sign-key ${notAKey}`)).toMatchInlineSnapshot(`
      "2 usage
      ~/not-a-key isn't an SSH private key.
      Next: Name the file of a private key, or of a public one (\`.pub\`) that an agent holds."
    `)
    expect(
      await world.isRefused(`build v2.0.1 --tag --sign-key ${world.folder}/nowhere`),
    ).toMatchInlineSnapshot(`
      "2 usage
      There is no SSH key at ~/nowhere.
      Next: Name the file of a private key, or of a public one (\`.pub\`) that an agent holds."
    `)
  })

  it('may go without a signature only where the policy allows it', async () => {
    using world = openWithFix()
    expect(await world.isRefused('build v2.0.1 --tag --unsigned')).toMatchInlineSnapshot(`
      "5 rule
      The policy requires signed release tags (§3.2), but you passed \`--unsigned\`.
      Next: Remove \`--unsigned\` and name a key with \`--sign-key\`, or set \`tag: {sign: optional}\` in the policy."
    `)

    world.setsPolicy('tag: {sign: optional, message: "godel {version}"}\n')
    const { tag } = await world.builds('v2.0.1 --tag --unsigned')
    expect(tag?.signedBy).toBeNull()
    expect(world.git('tag', '-l', '--format=%(contents:subject)', 'v2.0.1')).toBe('godel 2.0.1')
  })
})

describe('building after the tag was made', () => {
  it('finds branch and tag as they are, whichever kind of key signed it', async () => {
    using world = openWithFix()
    await withGpgKey(world, async (key) => {
      const first = await world.builds(`v2.0.1 --tag --sign-key ${key}`)
      // A GPG signature tells its own second, so another one would be another tag.
      await new Promise((done) => setTimeout(done, 1100))
      const again = await world.builds(`v2.0.1 --tag --sign-key ${key}`)

      expect(again.installed).toBe('unchanged')
      expect(again.tag).toEqual(first.tag)
    })
  })

  it('the tag of another plan is never moved', async () => {
    using world = openWithFix()
    const key = sshKey(world)
    await world.builds(`v2.0.1 --tag --sign-key ${key}`)
    world.merges('fix: crash on exit (#3)')

    expect(await world.isRefused(`build v2.0.1 --tag --sign-key ${key}`)).toMatch(
      /^5 rule\nThe tag v2\.0\.1 exists/,
    )
    expect(
      (await world.isRefused('build v2.0.1')).replace(
        world.git('rev-parse', '--short=10', 'v2.0.1^{}'),
        'COMMIT',
      ),
    ).toMatchInlineSnapshot(`
      "5 rule
      The tag v2.0.1 exists already (COMMIT), but this build would differ: main, the policy, the facts or the choice of changes has changed. A version is never cut twice.
      Next: To release later changes, build the next version of the line. To push what was tagged: \`git push --atomic origin release/v2.0.1 v2.0.1\`."
    `)
  })

  it('a tag that someone else signed, or that no one signed, is not taken for ours', async () => {
    using world = openWithFix()
    await world.builds(`v2.0.1 --tag --sign-key ${sshKey(world)}`)
    const other = sshKey(world, 'other')
    const said = await world.isRefused(`build v2.0.1 --tag --sign-key ${other}`)
    expect(said.replace(/SHA256:\S+/, 'SHA256:…')).toMatchInlineSnapshot(`
      "4 repository
      The tag v2.0.1 already exists, but isn't signed with the SSH key SHA256:…
      Next: See who signed it: \`git verify-tag v2.0.1\`. Sign with that key, or leave \`--tag\` out."
    `)

    world.git('tag', '-f', '-a', '-m', 'Release v2.0.1', 'v2.0.1', 'v2.0.1^{}')
    expect(await world.isRefused(`build v2.0.1 --tag --sign-key ${other}`)).toContain("isn't signed with")
  })

  it('a lightweight tag in the way is told, not replaced', async () => {
    using world = openWithFix()
    const { head } = await world.builds()
    world.git('tag', 'v2.0.1', head)

    const said = await world.isRefused(`build v2.0.1 --tag --sign-key ${sshKey(world)}`)
    expect(said.replaceAll(/\b[0-9a-f]{10}\b/g, 'COMMIT')).toMatchInlineSnapshot(`
      "5 rule
      The tag v2.0.1 already exists, at COMMIT; this build is COMMIT. Nothing was changed.
      Next: Check it (\`git log v2.0.1\`). If you don't need it: \`git tag -d v2.0.1\`, then build again."
    `)
  })
})
