import { describe, expect, it } from 'vitest'
import { tellEach } from '../../worlds/cli/telling.ts'
import { openWorld, type World } from '../../worlds/cli/world.ts'

/** v2.0.1 is the last stable version of its line; 2.1 is a later line; two prereleases of v2.0.2 are out. */
function openWithTags(): World {
  const world = openWorld()
  const fix = world.merges('fix: crash on start (#2)')
  world.picks(fix)
  world.tags('v2.0.1')
  world.tags('v2.0.2-alpha.1')
  world.tags('v2.0.2-beta.1')
  world.merges('feat: tasks in pages (#7)')
  world.tags('v2.1.0', world.product.tip('main'))
  world.merges('fix: crash on exit (#3)')
  return world
}

describe('Version Numbering', () => {
  it('the next patch of the highest line is planned when nobody says otherwise', async () => {
    using world = openWithTags()
    const { version, line, range } = await world.plans()
    expect([version, line, range.base.tag]).toEqual(['v2.1.1', '2.1', 'v2.1.0'])
  })

  it('an older line is named by its line or by its version, and starts at its own last stable tag', async () => {
    using world = openWithTags()
    for (const words of ['--line 2.0', '--line v2.0.x', 'v2.0.2', 'v2.0.2-rc.1', 'v2.0.2-beta.2']) {
      expect((await world.plans(words)).range.base.tag).toBe('v2.0.1')
    }
  })

  it('whatever else is asked for is refused with what would be right', async () => {
    using world = openWithTags()
    const cases = {
      'a version that exists': 'v2.0.1',
      'a skipped patch': 'v2.0.4',
      'a version behind the last': 'v2.0.0-rc.1',
      'a minor release': 'v2.2.0',
      'a major release': 'v3.0.0',
      'a line that is not there': 'v1.9.4',
      'an alpha after the beta': 'v2.0.2-alpha.2',
      'a skipped beta': 'v2.0.2-beta.3',
      'a prerelease of no known channel': 'v2.0.2-preview.1',
      'a prerelease of a released version': 'v2.0.1-rc.1',
      'a line for a version': 'v2.0',
      'no v': '2.0.2',
      'build metadata': 'v2.0.2+build.5',
      'no version at all': 'latest',
    }
    expect(await tellEach(cases, (version) => world.isRefused(`plan ${version}`))).toMatchInlineSnapshot(`
      "[a version that exists] 5 rule
      \`v2.0.1\` already exists at commit 7744dafded. A version is never cut twice.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a skipped patch] 5 rule
      v2.0.4 skips v2.0.2: the last stable version of line 2.0 is \`v2.0.1\`.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a version behind the last] 5 rule
      v2.0.0-rc.1 would be a prerelease of v2.0.0, which is already released.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a minor release] 5 rule
      v2.2.0 opens line 2.2: that is a minor release, and only patches are cut here.
      Next: Cut \`v2.1.1\`, \`v2.1.1-alpha.1\`, \`v2.1.1-beta.1\`, or \`v2.1.1-rc.1\`.

      [a major release] 5 rule
      v3.0.0 opens line 3.0: that is a major release, and only patches are cut here.
      Next: Cut \`v2.1.1\`, \`v2.1.1-alpha.1\`, \`v2.1.1-beta.1\`, or \`v2.1.1-rc.1\`.

      [a line that is not there] 5 rule
      There is no line 1.9: v1.9.0 isn't tagged.
      Next: Cut \`v2.1.1\`, \`v2.1.1-alpha.1\`, \`v2.1.1-beta.1\`, or \`v2.1.1-rc.1\`.

      [an alpha after the beta] 5 rule
      v2.0.2-alpha.2 is too late: 2.0 has reached \`v2.0.2-beta.1\` for its next patch.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a skipped beta] 5 rule
      v2.0.2-beta.3 isn't the next beta: that is v2.0.2-beta.2.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a prerelease of no known channel] 5 rule
      v2.0.2-preview.1 isn't a prerelease of the process. Those are -alpha.N, -beta.N, -rc.N.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a prerelease of a released version] 5 rule
      v2.0.1-rc.1 would be a prerelease of v2.0.1, which is already released.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [a line for a version] 2 usage
      \`v2.0\` is a line, not a version.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [no v] 2 usage
      \`2.0.2\` isn't how a version is written here.
      Next: Write \`v2.0.2\`.

      [build metadata] 2 usage
      \`v2.0.2+build.5\` has build metadata, which a release never has.
      Next: Cut \`v2.0.2\`, \`v2.0.2-beta.2\`, or \`v2.0.2-rc.1\`.

      [no version at all] 2 usage
      \`latest\` isn't a version such as v2.0.1 or v2.0.1-rc.1.
      Next: Cut \`v2.1.1\`, \`v2.1.1-alpha.1\`, \`v2.1.1-beta.1\`, or \`v2.1.1-rc.1\`."
    `)
  })

  it('a line that contradicts the version is refused', async () => {
    using world = openWithTags()
    expect(await world.isRefused('plan v2.0.2 --line 2.1')).toMatchInlineSnapshot(`
      "2 usage
      v2.0.2 belongs to line 2.0, and you asked for line 2.1.
      Next: Ask for line 2.0, or for a version of line 2.1."
    `)
  })

  it('a published release may be looked back at, and not built', async () => {
    using world = openWithTags()
    const plan = await world.plans('v2.0.1 --base v2.0.0')
    expect(plan.warnings).toMatchInlineSnapshot(`
      [
        "v2.0.1 is already released: this looks back at how v2.0.1 follows from v2.0.0, and can't be built.",
      ]
    `)
    expect(plan.picks.map(({ candidate }) => candidate)).toContain('#2')
  })

  it('a tag that fits no line is named by the plan and the doctor, with what becomes of it', async () => {
    using world = openWorld()
    world.tags('v2.0')
    world.tags('v2.0.0.1')
    world.merges('fix: crash on start (#2)')
    const said = [
      "The tag v2.0 isn't a release: it names a line and moves with its releases.",
      'The tag v2.0.0.1 counts as a release of line 2.0, although it has more numbers than the others.',
    ]
    const { warnings, range } = await world.plans()
    expect([warnings, range.base.tag]).toEqual([said, 'v2.0.0.1'])
    expect((await world.types('doctor --json')).screen).toContain(said.join(' '))
  })

  it('a project may name its tags otherwise', async () => {
    using world = openWorld()
    world.setsPolicy("tagPattern: 'godel@{version}'\nreleaseBranch: 'releases/{version}'\n")
    world.tags('godel@2.0.0')
    world.tags('other@9.0.0')
    world.merges('fix: crash on start (#2)')

    const { branch } = await world.builds()
    expect(branch).toBe('releases/2.0.1')
    expect((await world.plans()).range.base.tag).toBe('godel@2.0.0')
  })
})
