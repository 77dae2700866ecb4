import { describe, expect, it } from 'vitest'
import { bumpDocument } from '../../../src/cli/json/bump.ts'
import { tellEach } from '../../worlds/cli/telling.ts'
import { openWorld } from '../../worlds/cli/world.ts'

describe('the version bump (§1.3)', () => {
  it('raises the version in every file of the process document, and changes no other byte', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    await world.builds()

    expect(world.git('show', '-U0', '--format=%an%n%cn%n%s', 'release/v2.0.1')).toMatchInlineSnapshot(`
      "release-captain[bot]
      release-captain[bot]
      chore: bump version to 2.0.1

      diff --git a/docker-compose.yml b/docker-compose.yml
      index 3f08c2c..2664171 100644
      --- a/docker-compose.yml
      +++ b/docker-compose.yml
      @@ -3 +3 @@ services:
      -    image: godel/api:v2.0.0
      +    image: godel/api:v2.0.1
      diff --git a/helm/Chart.yaml b/helm/Chart.yaml
      index b68687e..330fbdc 100644
      --- a/helm/Chart.yaml
      +++ b/helm/Chart.yaml
      @@ -2,2 +2,2 @@ name: godel # the chart
      -version: 2.0.0
      -appVersion: "2.0.0"
      +version: 2.0.1
      +appVersion: "2.0.1"
      diff --git a/package.json b/package.json
      index 06ee88b..18e837b 100644
      --- a/package.json
      +++ b/package.json
      @@ -3 +3 @@
      -  "version": "2.0.0"
      +  "version": "2.0.1"
      diff --git a/src/version.ts b/src/version.ts
      index bb4c7f2..2bf2893 100644
      --- a/src/version.ts
      +++ b/src/version.ts
      @@ -1 +1 @@
      -export const VERSION = '2.0.0'
      +export const VERSION = '2.0.1'"
    `)
  })

  it('is shown beforehand, with the files that stay as they are', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')

    const { from, to, changed, unchanged } = await world.asks(bumpDocument, 'bump')
    expect({ from, to }).toEqual({ from: '2.0.0', to: '2.0.1' })
    expect(changed.map(({ path, line, after }) => `${path}:${line}: ${after.trim()}`)).toMatchInlineSnapshot(`
      [
        "package.json:3: "version": "2.0.1"",
        "src/version.ts:1: export const VERSION = '2.0.1'",
        "helm/Chart.yaml:2: version: 2.0.1",
        "helm/Chart.yaml:3: appVersion: "2.0.1"",
        "docker-compose.yml:3: image: godel/api:v2.0.1",
      ]
    `)
    expect(unchanged.map(({ path, why }) => `${path}: ${why}`)).toMatchInlineSnapshot(`
      [
        "package-lock.json: There is no such file.",
        "npm-shrinkwrap.json: There is no such file.",
      ]
    `)
  })

  it('goes to a prerelease as well', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    const { branch } = await world.builds('v2.0.1-rc.1')

    expect(branch).toBe('release/v2.0.1-rc.1')
    expect(world.git('show', 'release/v2.0.1-rc.1:src/version.ts')).toBe(
      "export const VERSION = '2.0.1-rc.1'",
    )
  })

  it('is no commit where a product keeps its version nowhere', async () => {
    using world = openWorld()
    world.setsPolicy('versionBump: {files: []}\n')
    world.merges('fix: crash on start (#2)')

    expect((await world.builds()).commits.map(({ subject }) => subject)).toEqual(['fix: crash on start (#2)'])
  })

  it('finds a version by a pattern of the policy, and says what it wants in words of its own', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)')
    world.onLine('chore: keep the version in a file', { edits: { VERSION: 'godel 2.0.1\n' }, tested: false })
    world.tags('v2.0.1')
    world.setsPolicy(`versionBump:
  message: 'Raise {previous} to {version}'
  files: [{kind: pattern, path: VERSION, pattern: 'godel ([0-9.]+)'}]
`)
    await world.builds('v2.0.2')

    expect(world.git('show', '-U0', '--format=%s', 'release/v2.0.2')).toMatchInlineSnapshot(`
      "Raise 2.0.1 to 2.0.2

      diff --git a/VERSION b/VERSION
      index d697aa3..759726b 100644
      --- a/VERSION
      +++ b/VERSION
      @@ -1 +1 @@
      -godel 2.0.1
      +godel 2.0.2"
    `)
  })
})

describe('a version that cannot be told', () => {
  async function refused(files: string): Promise<string> {
    using world = openWorld()
    world.setsPolicy(`versionBump: {files: ${files}}\n`)
    world.merges('fix: crash on start (#2)')
    return await world.isRefused('build v2.0.1')
  }

  it('is refused with the file, what is wrong with it, and what would be right', async () => {
    const cases = {
      'a pattern that matches twice': '[{kind: pattern, path: src/version.ts, pattern: "([0-9]+)"}]',
      'a pattern that matches nowhere': '[{kind: pattern, path: src/version.ts, pattern: "v=([0-9.]+)"}]',
      'a file that is not there': '[{kind: json, path: app.json, pointers: [/version]}]',
      'a key that is not there': '[{kind: yaml, path: helm/Chart.yaml, keys: [image.tag]}]',
      'a folder': '[{kind: pattern, path: src, pattern: "v([0-9.]+)"}]',
      'no JSON': '[{kind: json, path: src/version.ts, pointers: [/version]}]',
      several: '[{kind: json, path: a.json, pointers: [/v]}, {kind: yaml, path: b.yaml, keys: [v]}]',
    }
    expect(await tellEach(cases, refused)).toMatchInlineSnapshot(`
      "[a pattern that matches twice] 3 config
      \`src/version.ts\` cannot be bumped: the pattern \`([0-9]+)\` matches it 3 times (lines 1, 1, 1).
      Next: Make the pattern in \`versionBump.files\` in \`.github/release-captain.yml\` more specific, for example with \`^\` and the text before the version.

      [a pattern that matches nowhere] 3 config
      \`src/version.ts\` cannot be bumped: no part of it matches the pattern \`v=([0-9.]+)\`.
      Next: Change the pattern in \`versionBump.files\` in \`.github/release-captain.yml\` so that it matches the one place that holds the version.

      [a file that is not there] 3 config
      \`app.json\` is named for the version bump, but doesn't exist.
      Next: Correct its path in \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there.

      [a key that is not there] 4 repository
      \`helm/Chart.yaml\` has no \`image.tag\`.
      Next: Correct \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there.

      [a folder] 4 repository
      \`src\` cannot be bumped: it is a folder.
      Next: Name the file that holds the version in \`versionBump.files\` in \`.github/release-captain.yml\`.

      [no JSON] 4 repository
      \`src/version.ts\` cannot be bumped: it is not JSON (Unexpected token 'e', "export con"... is not valid JSON).
      Next: Fix the file, or find the version with a \`pattern\` in \`versionBump.files\` in \`.github/release-captain.yml\`.

      [several] 3 config
      The version bump is impossible, for 2 reasons.
      - \`a.json\` is named for the version bump, but doesn't exist.
      - \`b.yaml\` is named for the version bump, but doesn't exist.
      Next: Correct its path in \`versionBump.files\` in \`.github/release-captain.yml\`, or set \`optional: true\` there."
    `)
  })

  it('is not looked for outside of the tree', async () => {
    const at = (path: string) => refused(`[{kind: pattern, path: '${path}', pattern: 'v([0-9.]+)'}]`)
    for (const path of ['/etc/passwd', '.git/config', 'a/../../b'])
      expect(await at(path)).toMatch(/^3 config\n/)
    expect(await at('../outside')).toMatchInlineSnapshot(`
      "3 config
      main:.github/release-captain.yml has one mistake, and nothing was done.

      main:.github/release-captain.yml:1:45  versionBump.files[0].path
        found  the text "../outside"
        right  a path inside of the repository, like helm/Chart.yaml (it must not go up with ..)
      Next: Correct main:.github/release-captain.yml and check it with \`release-captain config\`. docs/config.md lists every key."
    `)
  })

  it('a symbolic link is not followed', async () => {
    using world = openWorld()
    world.setsPolicy(`versionBump: {files: [{kind: pattern, path: VERSION, pattern: 'v([0-9.]+)'}]}\n`)
    world.merges('fix: crash on start (#2)')
    const target = world.git('hash-object', '-w', world.writes('target', '/etc/hostname'))
    world.git('update-index', '--add', '--cacheinfo', `120000,${target},VERSION`)
    const tree = world.git('write-tree')
    world.git(
      'update-ref',
      'refs/heads/line',
      world.git('commit-tree', '-p', 'v2.0.0^{}', '-m', 'a link', tree),
    )
    world.git('tag', 'v2.0.1', 'line')

    expect(await world.isRefused('build v2.0.2 --pick #2')).toMatchInlineSnapshot(`
      "4 repository
      \`VERSION\` cannot be bumped: it is a symbolic link.
      Next: Name the file that holds the version in \`versionBump.files\` in \`.github/release-captain.yml\`."
    `)
  })

  it('stops where a file still says the old version, until the policy says that it may', async () => {
    using world = openWorld()
    world.merges('fix: crash on start (#2)', { edits: { INSTALL: 'godel@2.0.0, as in 12.0.0\n' } })

    expect(await world.isRefused('build v2.0.1')).toMatchInlineSnapshot(`
      "5 rule
      The version bump leaves 2.0.0 in one file, and the policy doesn't say that it may stay there:
      - INSTALL:1: godel@2.0.0, as in 12.0.0
      Next: Add each file to \`versionBump.files\` in \`.github/release-captain.yml\`, or to \`versionBump.leave\` where the old version is right. \`release-captain init\` proposes both; \`release-captain bump\` shows every line."
    `)
    world.setsPolicy('versionBump: {leave: [INSTALL]}\n')
    expect((await world.builds()).installed).toBe('created')
  })
})
