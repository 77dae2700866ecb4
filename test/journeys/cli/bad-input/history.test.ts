import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listLines } from '../../../worlds/cli/product-files.ts'
import { tell } from '../../../worlds/cli/telling.ts'
import { gitIn, openWorld, type World } from '../../../worlds/cli/world.ts'

function openWithFixes(): World {
  const world = openWorld()
  for (let number = 2; number < 8; number++) world.merges(`fix: crash number ${number} (#${number})`)
  return world
}

/** A clone by file://, because git takes no depth and no filter from a path. */
function clone(world: World, name: string, ...words: readonly string[]): string {
  const place = join(world.folder, name)
  world.git('config', 'uploadpack.allowFilter', 'true')
  gitIn(world.folder, 'clone', '-q', '--no-checkout', ...words, `file://${world.clone}`, place)
  return place
}

describe('tags', () => {
  it('none at all', async () => {
    using world = openWithFixes()
    world.git('tag', '-d', 'v2.0.0')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      The repository has no tags, so there is no stable version to patch.
      Next: Fetch the tags (\`git fetch --tags\`), or tag the first stable version, \`git tag -s v1.0.0\`."
    `)
  })

  it("only such as aren't versions by the pattern", async () => {
    using world = openWithFixes()
    world.git('tag', '-d', 'v2.0.0')
    world.tags('store-2.0.0')
    world.setsPolicy("tagPattern: 'v{version}'\n")
    world.tags('nightly')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      None of 2 tags is a stable version by the pattern \`v{version}\`.
      Next: Set \`tagPattern: 'store-{version}'\` in .github/release-captain.yml."
    `)
    world.git('tag', '-d', 'store-2.0.0')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      The only tag, \`nightly\`, isn't a stable version by the pattern \`v{version}\`.
      Next: Tag the first stable version, or fetch the tags (\`git fetch --tags\`)."
    `)
  })

  it('only prereleases', async () => {
    using world = openWithFixes()
    world.git('tag', '-d', 'v2.0.0')
    world.tags('v2.0.0-rc.1')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      The only tag, \`v2.0.0-rc.1\`, isn't a stable version by the pattern \`v{version}\`.
      Next: Tag the first stable version, or fetch the tags (\`git fetch --tags\`)."
    `)
  })

  it('on a history of its own', async () => {
    using world = openWithFixes()
    const other = world.product.commit({
      branch: 'other',
      message: 'Begin',
      edits: { a: 'a' },
      author: 'Eve',
      at: 1_770_000_000,
    })
    world.tags('v2.1.0', other)
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      The tag v2.1.0 (25ead5f079) and main (948d9a484c) share no history, so the tag is not on a line of main.
      Next: Name a line of this repository with \`--line\`, or its tag with \`--base\`."
    `)
  })

  it('one version that is tagged twice stops its own line alone, and no tag has to go', async () => {
    using world = openWithFixes()
    world.tags('release-2.0.0', world.product.tip('main'))
    world.tags('v1.9.0')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      2.0.0 of line 2.0 is tagged twice: \`v2.0.0\` is commit 37d12fbae3, and \`release-2.0.0\` is commit 948d9a484c. You decide which of them was released.
      Next: Set \`tagPattern: 'v{version}'\` or \`tagPattern: 'release-{version}'\` in .github/release-captain.yml: tags of any other spelling are ignored then. You can plan other lines as they are."
    `)
    expect((await world.plans('--line 1.9')).range.base.tag).toBe('v1.9.0')
    world.setsPolicy("tagPattern: 'v{version}'\n")
    expect((await world.plans()).range.base.tag).toBe('v2.0.0')
  })

  it('a development mark on main is no release of its line, and is named', async () => {
    using world = openWithFixes()
    world.onLine('fix: crash of the line')
    world.tags('v2.0.1')
    world.tags('v2.0.99', world.product.tip('main'))
    const { range, warnings } = await world.plans()
    expect(range.base.tag).toBe('v2.0.1')
    expect(warnings).toMatchInlineSnapshot(`
      [
        "The tag v2.0.99 is skipped: it marks development on main, and no release of its line leads to it.",
      ]
    `)
  })

  it('one that points at no commit is passed over', async () => {
    using world = openWithFixes()
    const blob = world.git('hash-object', '-w', join(world.clone, '.git/HEAD'))
    world.git('tag', 'v2.0.1', blob)
    expect((await world.plans()).range.base.tag).toBe('v2.0.0')
  })

  it('a branch named like the tag is not taken for it', async () => {
    using world = openWithFixes()
    world.git('update-ref', 'refs/heads/v2.0.0', 'main')
    world.git('update-ref', 'refs/tags/main', 'v2.0.0^{}')
    expect((await world.plans()).picks).toHaveLength(6)
  })
})

describe('the range', () => {
  it('nothing merged since', async () => {
    using world = openWorld()
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "5 rule
      main (37d12fbae3) has no commit that v2.0.0 does not have: there is nothing to pick (§1.1).
      Next: Fetch main if something was merged since, or name another main branch with \`--main\`."
    `)
  })

  it('no branch that could be main', async () => {
    using world = openWithFixes()
    world.git('branch', '-m', 'main', 'wip')
    world.git('symbolic-ref', 'HEAD', 'refs/heads/unborn')
    expect(await world.isRefused('plan')).toMatchInlineSnapshot(`
      "4 repository
      Can't tell which branch is main: there is no origin/HEAD, and no branch called main or master.
      Next: Name it with \`--main BRANCH\`, or let git ask the remote: \`git remote set-head origin --auto\`."
    `)
  })

  it('a repository without a commit', async () => {
    using world = openWorld()
    const empty = join(world.folder, 'empty')
    gitIn(world.folder, 'init', '-q', empty)
    expect(await world.isRefused(`plan --repo ${empty}`)).toMatchInlineSnapshot(`
      "4 repository
      This repository has no branch and no tag, so there is nothing to release.
      Next: Fetch first (\`git fetch origin\`), or name another clone with \`--repo PATH\`."
    `)
  })
})

describe('a shallow clone', () => {
  it('that ends within the range is refused, and told how to deepen it', async () => {
    using world = openWithFixes()
    const place = clone(world, 'shallow', '--depth=3')
    gitIn(place, 'fetch', '-q', '--depth=1', 'origin', 'refs/tags/v2.0.0:refs/tags/v2.0.0')
    expect(await world.isRefused(`plan --repo ${place}`)).toMatchInlineSnapshot(`
      "4 repository
      This clone is shallow and ends somewhere between v2.0.0 and origin/main, so not every change can be seen.
      Next: Run \`git fetch --unshallow\`, or \`git fetch --shallow-since=DATE\` with a date before the line left main."
    `)

    gitIn(place, 'fetch', '-q', '--unshallow')
    expect((await world.plans(`--repo ${place}`)).picks).toHaveLength(6)
  })

  it('without the tag is told to fetch it', async () => {
    using world = openWithFixes()
    const place = clone(world, 'shallow', '--depth=3')
    expect(await world.isRefused(`plan --repo ${place}`)).toMatchInlineSnapshot(`
      "4 repository
      The repository has no tags, so there is no stable version to patch.
      Next: Fetch the tags (\`git fetch --tags\`), or tag the first stable version, \`git tag -s v1.0.0\`."
    `)
  })

  it('that is deep enough works like a whole one', async () => {
    using world = openWorld()
    world.setsPolicy('versionBump: {files: []}\n')
    world.tags('v2.1.0', world.product.tip('main'))
    for (let number = 2; number < 8; number++) world.merges(`fix: crash number ${number} (#${number})`)
    const place = clone(world, 'shallow', '--depth=7')
    expect(gitIn(place, 'rev-parse', '--is-shallow-repository')).toBe('true')

    const [there, here] = [await world.plans(`--repo ${place}`), await world.plans()]
    expect([there.digest, tell(there)]).toEqual([here.digest, tell(here)])
    expect((await world.builds(`v2.1.1 --repo ${place}`)).head).toBe((await world.builds('v2.1.1')).head)
  })
})

describe('a partial clone', () => {
  it('without its files can be planned on as far as they do not matter, and built when they are there', async () => {
    using world = openWithFixes()
    const place = clone(world, 'partial', '--filter=blob:none')
    expect((await world.plans(`--repo ${place}`)).picks).toHaveLength(6)

    const said = await world.isRefused(`build v2.0.1 --repo ${place}`)
    expect(said.replace(/\b[0-9a-f]{12}\b/, 'OBJECT')).toMatchInlineSnapshot(`
      "4 repository
      This is a partial clone (\`--filter\`), and object OBJECT was left out of it. Release Captain doesn't fetch objects on its own.
      Next: Run \`git fetch --refetch --no-filter\` to get all objects."
    `)
    gitIn(place, 'fetch', '-q', '--refetch', '--no-filter')
    expect((await world.builds(`v2.0.1 --repo ${place}`)).commits).toHaveLength(7)
  })

  it('whose picks need a file is told how to get it', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)', { edits: { 'src/engine.ts': listLines(30, { 3: 'three' }) } })
    world.onLine('fix: by hand', { edits: { 'src/engine.ts': listLines(30, { 20: 'twenty' }) } })
    world.tags('v2.0.1')
    const said = await world.isRefused(`plan --repo ${clone(world, 'partial', '--filter=blob:none')}`)

    expect(said.replace(/\b[0-9a-f]{12,40}\b/g, 'OBJECT')).toMatchInlineSnapshot(`
      "4 repository
      An object of this repository is missing: unable to read blob object OBJECT.
      Next: Run \`git fetch --refetch --no-filter\`: it gets all objects again, including those that a partial clone (\`--filter\`) left out."
    `)
  })

  it('without its trees is told how to get them', async () => {
    using world = openWithFixes()
    const place = clone(world, 'partial', '--filter=tree:0')
    const said = await world.isRefused(`plan --repo ${place}`)
    expect(said.replace(/\b[0-9a-f]{12,40}\b/g, 'OBJECT')).toMatchInlineSnapshot(`
      "4 repository
      This is a partial clone (\`--filter\`), and object OBJECT was left out of it. Release Captain doesn't fetch objects on its own.
      Next: Run \`git fetch --refetch --no-filter\` to get all objects."
    `)

    gitIn(place, 'fetch', '-q', '--refetch', '--no-filter')
    expect((await world.plans(`--repo ${place}`)).picks).toHaveLength(6)
  })
})
