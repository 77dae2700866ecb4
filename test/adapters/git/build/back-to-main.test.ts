import { describe, expect, it } from 'vitest'
import { refusal } from '../../../git/repositories.ts'
import { productFiles } from '../../../worlds/cli/product-files.ts'
import { openRemote, type RemoteWorld } from '../remote.ts'

const BRANCH = 'release/v2.0.1-to-main'
const REF = `refs/heads/${BRANCH}`
const NOTES = '# Notes\n\n## Bug Fixes\n- Crash one\n'
const CHANGELOG = '# Changelog\n\n## v2.0.0 (2026-02-05)\n\n- All of it.\n'

/** v2.0.0 is out, main says so, and its policy names a changelog. */
function withPolicy(files: Readonly<Record<string, string>> = { 'CHANGELOG.md': CHANGELOG }): RemoteWorld {
  const world = openRemote()
  world.setsPolicy('backToMain:\n  pullRequest: true\n  changelog: CHANGELOG.md\n')
  world.merges('docs: keep a changelog (#2)', { edits: files, tested: false })
  return world
}

async function bringsBack(world: RemoteWorld, commits: readonly string[] = []) {
  const { captain, at } = world
  const { pin: policy } = await captain.readGround(at)
  const base = world.git('rev-parse', 'v2.0.0^{commit}')
  const asked = { at, version: 'v2.0.1', policy, base, branch: BRANCH, notes: NOTES, date: '2026-02-11' }
  return captain.bringBack({ ...asked, commits })
}

describe('what a release brings back to main', () => {
  it('is one commit on main as it is: the version raised, and a section in the changelog', async () => {
    using world = withPolicy()
    const brought = await bringsBack(world)

    expect(world.refAt(REF)).toBe(brought?.head)
    expect(brought).toMatchObject({
      main: 'main',
      raised: ['package.json', 'src/version.ts', 'helm/Chart.yaml', 'docker-compose.yml'],
      changelog: 'CHANGELOG.md',
    })
    expect(world.git('rev-parse', `${REF}^`)).toBe(world.product.tip('main'))
    expect(world.git('log', '-1', '--format=%an: %s', REF)).toBe(
      'release-captain[bot]: chore: bring v2.0.1 back to main',
    )
    expect(
      world.git('diff', '-U0', 'main', REF, '--', 'CHANGELOG.md', 'package.json'),
    ).toMatchInlineSnapshot(`
      "diff --git a/CHANGELOG.md b/CHANGELOG.md
      index 51f492a..f9f6ad1 100644
      --- a/CHANGELOG.md
      +++ b/CHANGELOG.md
      @@ -2,0 +3,6 @@
      +## v2.0.1 (2026-02-11)
      +
      +### Bug Fixes
      +
      +- Crash one
      +
      diff --git a/package.json b/package.json
      index 06ee88b..18e837b 100644
      --- a/package.json
      +++ b/package.json
      @@ -3 +3 @@
      -  "version": "2.0.0"
      +  "version": "2.0.1""
    `)
  })

  it('is the same commit when it is asked for again, and one on main as it is by then', async () => {
    using world = withPolicy()
    const first = await bringsBack(world)
    expect(await bringsBack(world)).toEqual(first)

    const later = world.merges('fix: crash two (#3)')
    const second = await bringsBack(world)
    expect(world.git('rev-parse', `${REF}^`)).toBe(later)
    expect(world.refAt(REF)).toBe(second?.head)
  })

  it('leaves alone what is on the next minor already, and says so', async () => {
    using world = withPolicy()
    const { 'package.json': next = '', 'src/version.ts': version = '' } = productFiles('2.1.0')
    world.merges('chore: begin 2.1 (#3)', {
      edits: { 'package.json': next, 'src/version.ts': version, 'helm/Chart.yaml': null },
      tested: false,
    })
    const brought = await bringsBack(world)

    expect(brought?.raised).toEqual(['docker-compose.yml'])
    expect(brought?.left).toMatchInlineSnapshot(`
      [
        "\`package.json\` line 3 says \`2.1.0\` (\`/version\`) where \`2.0.0\`, the version before this release, was expected.",
        "\`src/version.ts\` line 1 says \`2.1.0\` (the pattern) where \`2.0.0\`, the version before this release, was expected.",
      ]
    `)
    expect(world.git('diff', '--name-only', 'main', REF).split('\n')).toEqual([
      'CHANGELOG.md',
      'docker-compose.yml',
    ])
  })

  it('is nothing where main has it all: then there is no branch either', async () => {
    using world = withPolicy({ ...productFiles('2.0.1'), 'CHANGELOG.md': '# Changelog\n\n## 2.0.1\n' })

    expect(await bringsBack(world)).toBeNull()
    expect(world.refAt(REF)).toBeNull()
  })

  it.each([
    [{}, '`CHANGELOG.md` is not a file on main, so it got no section.'],
    [{ 'CHANGELOG.md/a': 'x' }, '`CHANGELOG.md` is not a file on main, so it got no section.'],
    [{ 'CHANGELOG.md': '## [2.0.1] - today\n' }, '`CHANGELOG.md` has a section for v2.0.1 already.'],
  ])('writes no section where there is no place for one: %j', async (files, said) => {
    using world = withPolicy(files)
    const brought = await bringsBack(world)

    expect(brought).toMatchObject({ changelog: null })
    expect(brought?.left).toContain(said)
  })

  it('never replaces what somebody else pushed to the branch', async () => {
    using world = withPolicy()
    await bringsBack(world)
    const byHand = world.git('commit-tree', `${REF}^{tree}`, '-p', REF, '-m', 'docs: by hand')
    world.git('update-ref', REF, byHand)
    world.merges('fix: crash two (#3)')

    expect(await refusal(bringsBack(world))).toContain("“docs: by hand”), which Release Captain didn't push")
    expect(world.refAt(REF)).toBe(byHand)
  })

  it('is also what people fixed on the line alone, and says what of it does not apply to main', async () => {
    using world = withPolicy()
    const fix = world.onLine('fix: by hand', { edits: { 'src/hand.ts': 'one\n' }, author: 'Linus' })
    const other = world.onLine('fix: the hand', { edits: { 'CHANGELOG.md': 'Mine.\n' }, tested: false })
    const brought = await bringsBack(world, [fix, other])
    expect(brought?.fixes).toEqual(['fix: by hand'])
    expect(brought?.left[0]).toContain("(fix: the hand) is on the line alone and doesn't apply to main")
    expect(world.git('log', '--format=%an: %s', `main..${REF}`).split('\n')).toEqual([
      'release-captain[bot]: chore: bring v2.0.1 back to main',
      'Linus: fix: by hand',
    ])
  })
})
