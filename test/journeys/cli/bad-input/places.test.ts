import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fingerprint } from '../../../worlds/cli/fingerprint.ts'
import { tell, tellEach } from '../../../worlds/cli/telling.ts'
import { gitIn, openWorld, type World } from '../../../worlds/cli/world.ts'

function openWithFix(): World {
  const world = openWorld()
  world.merges('fix: crash on start (#2)')
  return world
}

describe('where there is no repository', () => {
  it('says what is there, and how to name another place', async () => {
    using world = openWithFix()
    const place = (name: string) => join(world.folder, name)
    mkdirSync(place('empty'))
    world.writes('a-file', 'x')
    mkdirSync(place('broken/.git'), { recursive: true })
    symlinkSync(place('nowhere'), place('link'))
    const cases = {
      'nothing there': place('nowhere'),
      'an empty folder': place('empty'),
      'a file': place('a-file'),
      'an empty .git': place('broken'),
      'a link to nothing': place('link'),
      'a remote that is not there': `file://${place('nowhere.git')}`,
      'a program to run': 'ext::sh -c "touch /tmp/owned"',
      'a protocol that is not ours': 'ftp://example.org/name.git',
      'an option': '--upload-pack=touch /tmp/owned',
    }
    const refused = (repo: string) => world.isRefused(['plan', `--repo=${repo}`])
    const told = await tellEach(cases, refused)
    expect(told.replaceAll(process.cwd(), '.')).toMatchInlineSnapshot(`
      "[nothing there] 4 repository
      There is nothing at ~/nowhere.
      Next: Name a git clone: \`--repo PATH\`, or a URL to work on a mirror of it.

      [an empty folder] 4 repository
      ~/empty is not a git repository, and neither is a folder above it.
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [a file] 4 repository
      ~/a-file is not a git repository, but a file.
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [an empty .git] 4 repository
      ~/broken is not a git repository: its .git exists, but its HEAD, refs or objects are damaged or missing.
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [a link to nothing] 4 repository
      There is nothing at ~/link.
      Next: Name a git clone: \`--repo PATH\`, or a URL to work on a mirror of it.

      [a remote that is not there] 4 repository
      file://~/nowhere.git could not be fetched from: the repository doesn't exist, or you can't access it ('~/nowhere.git' does not appear to be a git repository).
      Next: Check the address and your permissions: \`git ls-remote URL\` must answer.

      [a program to run] 2 usage
      "ext::sh -c \\"touch /tmp/owned\\"" cannot be used as a remote: it names a program to run.
      Next: Give a path, \`https://host/repo.git\`, \`ssh://user@host/repo.git\` or \`user@host:repo.git\`.

      [a protocol that is not ours] 2 usage
      "ftp://example.org/name.git" cannot be used as a remote: its protocol \`ftp\` isn't supported.
      Next: Give a path, \`https://host/repo.git\`, \`ssh://user@host/repo.git\` or \`user@host:repo.git\`.

      [an option] 4 repository
      There is nothing at ./--upload-pack=touch /tmp/owned.
      Next: Name a git clone: \`--repo PATH\`, or a URL to work on a mirror of it."
    `)
  })

  it('says of a server that cannot be reached that nothing was changed', async () => {
    using world = openWithFix()
    const said = await world.isRefused('plan --repo http://127.0.0.1:1/owner/name.git')
    expect(said).toMatch(
      /^4 repository\nhttp:\/\/127\.0\.0\.1:1\/owner\/name\.git could not be fetched from: it can't be reached now/,
    )
    expect(said).toMatch(/\nNext: Try again when the network and the server work\. Nothing was changed\.$/)
  })

  it('never shows the password of a URL', async () => {
    using world = openWithFix()
    for (const url of [
      // Nobody listens on port 1.
      'https://ada:s3cret@127.0.0.1:1/owner/name.git',
      'https://s3cret@127.0.0.1:1/owner/name.git',
      'https://ada:s3cret%2F%40@127.0.0.1:1/x',
      'https://ada:s3cret@/x',
      'https://ada:s3cret%@127.0.0.1:1/x',
      'ftp://ada:s3cret@127.0.0.1:1/x',
      'ssh://ada:s3cret@127.0.0.1:1/x',
    ]) {
      for (const words of [['plan'], ['plan', '--debug'], ['doctor'], ['build', 'v2.0.1']]) {
        const { screen, said } = await world.types([...words, '--repo', url])
        expect(screen + said).not.toContain('s3cret')
      }
    }
  })

  it.skipIf(process.getuid?.() !== 0)(
    'a clone of somebody else is not opened behind their back',
    async () => {
      using world = openWithFix()
      execFileSync('chown', ['-R', '12345', world.clone])
      expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      ~/godel belongs to another user, so git refuses to use it.
      Next: If you trust it: \`git config --global --add safe.directory ~/godel\`."
    `)
    },
  )
})

describe('a repository in any shape', () => {
  it.each([
    'with spaces and \'quotes\' and "more"',
    'größe-日本語-🚢',
    '-leading-dash',
    '$(touch owned);`id`&|<>',
    'back\\slash',
    '"quoted"',
    'ends in .git',
  ])('at a path like %s', async (name) => {
    using world = openWithFix()
    const moved = join(world.folder, name)
    renameSync(world.clone, moved)
    const { screen } = await world.types(['build', 'v2.0.1', '--repo', moved, '--json'])

    expect(JSON.parse(screen)).toMatchObject({ installed: 'created' })
    expect(gitIn(moved, 'log', '-1', '--format=%s', 'release/v2.0.1')).toBe('chore: bump version to 2.0.1')
  })

  it('bare, or as a linked work tree, or from a folder within', async () => {
    using world = openWithFix()
    const place = (name: string) => join(world.folder, name)
    world.git('clone', '-q', '--bare', '.', place('bare.git'))
    world.git('worktree', 'add', '-q', '--detach', place('linked'), 'main')
    const plans = [
      await world.plans(),
      await world.plans(`--repo ${place('bare.git')}`),
      await world.plans(`--repo ${place('linked')}`),
      await world.plans(`--repo ${place('linked/src')}`),
    ]
    expect(new Set(plans.map(({ digest }) => digest)).size).toBe(1)
    await world.builds(`v2.0.1 --repo ${place('linked')}`)
    expect(world.git('log', '-1', '--format=%s', 'release/v2.0.1')).toBe('chore: bump version to 2.0.1')
  })

  it('with a detached HEAD, or a HEAD on a branch that is not born', async () => {
    using world = openWithFix()
    const before = tell(await world.plans())
    world.git('update-ref', '--no-deref', 'HEAD', 'main')
    writeFileSync(join(world.clone, '.git/HEAD'), `${world.product.tip('main')}\n`)
    expect(tell(await world.plans())).toBe(before)
    writeFileSync(join(world.clone, '.git/HEAD'), 'ref: refs/heads/unborn\n')
    expect(tell(await world.plans())).toBe(before)
  })

  it('with a dirty work tree and index, which stay as they are', async () => {
    using world = openWithFix()
    world.git('read-tree', '-mu', 'main')
    writeFileSync(join(world.clone, 'src/engine.ts'), 'half-done work\n')
    writeFileSync(join(world.clone, 'new.txt'), 'new\n')
    writeFileSync(join(world.clone, 'staged.txt'), 'staged\n')
    world.git('add', 'staged.txt')
    const status = world.git('status', '--porcelain')
    const before = filesAndIndex(world)
    await world.builds()

    expect(filesAndIndex(world)).toEqual(before)
    expect(world.git('status', '--porcelain')).toBe(status)
  })

  it('with hooks, filters, aliases and programs in its configuration, none of which runs', async () => {
    using world = openWithFix()
    const trap = join(world.folder, 'trap.sh')
    writeFileSync(trap, `#!/bin/sh\ntouch '${world.folder}/sprung'\ncat\n`, { mode: 0o755 })
    mkdirSync(join(world.clone, '.git/hooks'), { recursive: true })
    for (const hook of [
      'pre-commit',
      'post-commit',
      'reference-transaction',
      'post-update',
      'pre-push',
      'post-checkout',
    ]) {
      cpSync(trap, join(world.clone, '.git/hooks', hook))
    }
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'core.sshCommand',
      'core.editor',
      'diff.external',
      'gpg.program',
      'filter.x.clean',
      'filter.x.smudge',
      'merge.x.driver',
      'diff.x.textconv',
      'credential.helper',
      'uploadpack.packObjectsHook',
    ])
      world.git('config', key, trap)
    world.merges('chore: attributes', {
      edits: { '.gitattributes': '* filter=x merge=x diff=x\n' },
      tested: false,
    })
    world.merges('fix: crash on exit (#3)')
    await world.plans()
    await world.builds()

    expect([...fingerprint(world.folder).keys()]).not.toContain('./sprung')
  })

  it('with alternates, packed refs and a commit graph', async () => {
    using world = openWithFix()
    const plan = await world.plans()
    const borrowing = join(world.folder, 'borrowing')
    world.git('clone', '-q', '--shared', '--no-checkout', '.', borrowing)
    gitIn(borrowing, 'pack-refs', '--all')
    gitIn(borrowing, 'commit-graph', 'write', '--reachable')
    expect((await world.plans(`--repo ${borrowing}`)).digest).toBe(plan.digest)
  })
})

function filesAndIndex({ clone }: World): [string, string][] {
  return [...fingerprint(clone)].filter(
    ([path]) => !path.startsWith('./.git/') || /\.git\/(index|HEAD)$/.test(path),
  )
}
