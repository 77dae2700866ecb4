import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { call } from '../../../worlds/cli/calls.ts'
import { cut, flip, looseObject, packOf } from '../../../worlds/cli/damage.ts'
import { differences, fingerprint } from '../../../worlds/cli/fingerprint.ts'
import { listLines } from '../../../worlds/cli/product-files.ts'
import { tellEach } from '../../../worlds/cli/telling.ts'
import { openWorld, type World } from '../../../worlds/cli/world.ts'

/** A story in which every kind of object is read: the line has a commit of its own, so that files are merged. */
function openWithStory(): World {
  const world = openWorld()
  world.merges('fix: crash on start (#2)', { edits: { 'src/engine.ts': listLines(30, { 3: 'three' }) } })
  world.onLine('fix: by hand', { edits: { 'src/engine.ts': listLines(30, { 20: 'twenty' }) } })
  world.tags('v2.0.1')
  world.setsPolicy('picks: {recordOrigin: true}\nversionBump: {files: []}\n')
  return world
}

const withoutIds = (text: string) =>
  text.replaceAll(/\b[0-9a-f]{10,40}\b/g, 'ID').replaceAll(/objects\/\w\w\/\w+/g, 'objects/…')

describe('a damaged object', () => {
  async function refused(damage: (file: string) => void, object: string): Promise<string> {
    using world = openWithStory()
    damage(looseObject(world.clone, world.git('rev-parse', object)))
    return withoutIds(await world.isRefused('build v2.0.2'))
  }

  it('is told as such, whichever it is', async () => {
    const cases = {
      'the commit of main': 'main',
      'an older commit of main': 'main~1',
      'the tree of main': 'main^{tree}',
      "the tree of the line's tag": 'v2.0.1^{tree}',
      'the tag object': 'v2.0.1',
      'a file that is merged': 'main:src/engine.ts',
      'the policy': 'main:.github/release-captain.yml',
    }
    expect(
      await tellEach(cases, (object) => refused((file) => flip(file, 0.5), object)),
    ).toMatchInlineSnapshot(`
      "[the commit of main] 4 repository
      refs/heads/main exists, but its commit can't be read (ID).
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again.

      [an older commit of main] 4 repository
      An object of this repository is damaged: inflate: data stream error (incorrect data check).
      Next: Run \`git fsck --full\` to see which, and fetch them again from a complete clone. If it finds nothing, the cache folder is damaged: delete it. \`release-captain doctor\` shows where it is.

      [the tree of main] 4 repository
      Object ID of this repository is damaged: inflate: data stream error (invalid distance too far back). The repository is as it was.
      Next: Run \`git fsck --full\` to see what is damaged, and fetch it again from a complete clone. If it finds nothing, the cache folder is damaged: delete it. \`release-captain doctor\` shows where it is.

      [the tree of the line's tag] 4 repository
      An object of this repository is damaged: inflate: data stream error (invalid distance too far back).
      Next: Run \`git fsck --full\` to see which, and fetch them again from a complete clone. If it finds nothing, the cache folder is damaged: delete it. \`release-captain doctor\` shows where it is.

      [the tag object] 4 repository
      The tags of this repository cannot be read (inflate: data stream error (incorrect data check)).
      Next: Check what is broken with \`git fsck\`, and fetch the tags again with \`git fetch --tags --force\`.

      [a file that is merged] 4 repository
      An object of this repository is damaged: corrupt loose object 'ID'.
      Next: Run \`git fsck --full\` to see which, and fetch them again from a complete clone. If it finds nothing, the cache folder is damaged: delete it. \`release-captain doctor\` shows where it is.

      [the policy] 4 repository
      Object ID of this repository is damaged: inflate: data stream error (incorrect data check). The repository is as it was.
      Next: Run \`git fsck --full\` to see what is damaged, and fetch it again from a complete clone. If it finds nothing, the cache folder is damaged: delete it. \`release-captain doctor\` shows where it is."
    `)
  })

  it('that is empty or cut off is told likewise', async () => {
    const cases = { empty: 0, 'cut off': 20 }
    expect(await tellEach(cases, (to) => refused((file) => cut(file, to), 'main'))).toMatchInlineSnapshot(`
      "[empty] 4 repository
      refs/heads/main exists, but its commit can't be read (ID).
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again.

      [cut off] 4 repository
      refs/heads/main exists, but its commit can't be read (ID).
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again."
    `)
  })

  it('that is gone is told likewise', async () => {
    const cases = { 'a commit': 'main~1', 'a tree': 'main^{tree}', 'a file': 'main:src/engine.ts' }
    expect(await tellEach(cases, (object) => refused((file) => rmSync(file), object))).toMatchInlineSnapshot(`
      "[a commit] 4 repository
      An object of this repository is missing: Could not read ID.
      Next: Run \`git fetch --refetch --no-filter\`: it gets all objects again, including those that a partial clone (\`--filter\`) left out.

      [a tree] 4 repository
      Object ID of this repository is missing. The repository is as it was.
      Next: Run \`git fetch --refetch --no-filter\` to get all objects again. \`git fsck --full\` shows what is still missing.

      [a file] 4 repository
      An object of this repository is missing: unable to read blob object ID.
      Next: Run \`git fetch --refetch --no-filter\`: it gets all objects again, including those that a partial clone (\`--filter\`) left out."
    `)
  })

  it('in a pack either does not matter or is told; never is a wrong plan made of it', async () => {
    using world = openWithStory()
    world.git('gc', '-q')
    const right = await world.builds('v2.0.2 --dry-run')
    const pack = packOf(world.clone)
    for (let at = 0.02; at < 1; at += 0.07) {
      flip(pack, at)
      const cacheDir = join(world.folder, `cache-${at}`)
      const words = ['build', 'v2.0.2', '--dry-run', '--json', '--repo', world.clone]
      const { exitCode, screen } = await call(words, { cacheDir, now: '2026-02-10T12:00Z' })
      expect([0, 4]).toContain(exitCode)
      if (exitCode === 0) expect(JSON.parse(screen)).toEqual(right)
      flip(pack, at)
    }
  })
})

describe('damaged files of git', () => {
  it('are told, or passed over where they do not matter', async () => {
    const cases: Record<string, (git: string) => void> = {
      'a ref that is no id': (git) => writeFileSync(join(git, 'refs/heads/main'), 'garbage\n'),
      'an empty ref': (git) => writeFileSync(join(git, 'refs/heads/main'), ''),
      'a ref to nothing': (git) => writeFileSync(join(git, 'refs/heads/main'), `${'1'.repeat(40)}\n`),
      'a tag to nothing': (git) => writeFileSync(join(git, 'refs/tags/v2.0.1'), `${'1'.repeat(40)}\n`),
      'a config that is none': (git) => writeFileSync(join(git, 'config'), '[core\n'),
      'packed refs that are none': (git) => writeFileSync(join(git, 'packed-refs'), 'x y z\n'),
      'a HEAD that is none': (git) => writeFileSync(join(git, 'HEAD'), 'garbage\n'),
      'no objects at all': (git) => rmSync(join(git, 'objects'), { recursive: true }),
      'a future format': (git) =>
        writeFileSync(join(git, 'config'), '[core]\n\trepositoryformatversion = 9\n'),
    }
    const told = tellEach(cases, async (damage) => {
      using world = openWithStory()
      damage(join(world.clone, '.git'))
      return withoutIds(await world.isRefused('plan'))
    })
    expect(await told).toMatchInlineSnapshot(`
      "[a ref that is no id] 4 repository
      refs/heads/main exists, but its commit can't be read.
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again.

      [an empty ref] 4 repository
      refs/heads/main exists, but its commit can't be read.
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again.

      [a ref to nothing] 4 repository
      refs/heads/main exists, but its commit can't be read (ID).
      Next: Run \`git fsck --full\` to see what is damaged, then fetch again (\`git fetch --refetch\`) or clone again.

      [a tag to nothing] 4 repository
      The tags of this repository cannot be read (missing object ID for refs/tags/v2.0.1).
      Next: Check what is broken with \`git fsck\`, and fetch the tags again with \`git fetch --tags --force\`.

      [a config that is none] 4 repository
      ~/godel is not a git repository that git can open (bad config line 1 in file .git/config).
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [packed refs that are none] 4 repository
      The refs of this repository are damaged: unexpected line in ~/godel/.git/packed-refs: x y z.
      Next: Run \`git fsck\` to see which, and fix them or clone again.

      [a HEAD that is none] 4 repository
      ~/godel is not a git repository: its .git exists, but its HEAD, refs or objects are damaged or missing.
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [no objects at all] 4 repository
      ~/godel is not a git repository: its .git exists, but its HEAD, refs or objects are damaged or missing.
      Next: Run this in a clone, or name one with \`--repo PATH\`.

      [a future format] 4 repository
      ~/godel is not a git repository that git can open (Expected git repo version <= 1, found 9).
      Next: Run this in a clone, or name one with \`--repo PATH\`."
    `)
  })
})

describe('locks', () => {
  it('on the very branch stop the build, and only then', async () => {
    using world = openWithStory()
    world.git('update-ref', 'refs/heads/release/other', 'main')
    const lock = join(world.clone, '.git/refs/heads/release/v2.0.2.lock')
    writeFileSync(lock, '')
    writeFileSync(join(world.clone, '.git/index.lock'), '')

    expect(await world.isRefused('build v2.0.2')).toMatchInlineSnapshot(`
      "4 repository
      Another git process has locked ~/godel/.git/refs/heads/release/v2.0.2.lock, or a crashed one left the lock behind. Nothing was changed.
      Next: Wait until it ends. If no git process runs on this repository, delete that file and build again."
    `)
    rmSync(lock)
    expect((await world.builds('v2.0.2')).installed).toBe('created')
  })

  it('a branch that stands where the folder of the branch must be is told', async () => {
    using world = openWithStory()
    world.git('branch', 'release', 'main')
    expect(await world.isRefused('build v2.0.2')).toMatchInlineSnapshot(`
      "4 repository
      git could not create the branch: cannot lock ref 'refs/heads/release/v2.0.2': 'refs/heads/release' exists; cannot create 'refs/heads/release/v2.0.2'. Nothing was changed.
      Next: If a branch named like a folder of this one is in the way, rename it (\`git branch -m OLD NEW\`); if the branch appeared just now, look at it and build again."
    `)
  })
})

describe('a cache folder', () => {
  it('that cannot be used is told, and how to name another', async () => {
    using world = openWithStory()
    const cases = {
      'a file': world.writes('cache-file', 'x'),
      'below a file': join(world.writes('cache-file', 'x'), 'cache'),
    }
    const before = fingerprint(world.clone)
    const told = await tellEach(cases, async (cacheDir) => {
      const { exitCode, said } = await call(['plan', '--repo', world.clone], {
        cacheDir,
        now: '2026-02-10T12:00Z',
      })
      return `${exitCode} ${said.replaceAll(/\s+/g, ' ').replaceAll(world.folder, '~')}`
    })
    expect(told).toMatchInlineSnapshot(`
      "[a file] 2 release-captain: The cache folder ~/cache-file cannot be used: something else is in its place. Next: Set another one in the environment, \`RELEASE_CAPTAIN_CACHE=FOLDER\`. You can delete it at any time. 

      [below a file] 2 release-captain: The cache folder ~/cache-file/cache cannot be used: something else is in its place. Next: Set another one in the environment, \`RELEASE_CAPTAIN_CACHE=FOLDER\`. You can delete it at any time. "
    `)
    expect(differences(before, fingerprint(world.clone))).toEqual([])
  })

  it('may be deleted, or damaged in what it keeps, at any time', async () => {
    using world = openWithStory()
    const { digest } = await world.plans('v2.0.2')
    const kept = [...fingerprint(join(world.folder, 'cache')).keys()].filter((path) =>
      /\/kept\/[^/]+$/.test(path),
    )
    expect(kept).not.toEqual([])
    for (const path of kept) writeFileSync(join(world.folder, 'cache', path), 'gar bage\n\0\0\0\nhalf a li')
    expect((await world.plans('v2.0.2')).digest).toBe(digest)
    rmSync(join(world.folder, 'cache'), { recursive: true })
    expect((await world.plans('v2.0.2')).digest).toBe(digest)
  })

  it('whose objects a power failure emptied is begun anew', async () => {
    using world = openWithStory()
    const dry = await world.builds('v2.0.2 --dry-run')
    const objects = [...fingerprint(join(world.folder, 'cache')).keys()].filter((path) =>
      /\/[0-9a-f]{38}$/.test(path),
    )
    for (const path of objects) cut(join(world.folder, 'cache', path), 0)
    expect(await world.builds('v2.0.2 --dry-run')).toEqual(dry)
    expect((await world.builds('v2.0.2')).head).toBe(dry.head)
  })
})
