import { expect, it } from 'vitest'
import { BUILD_REPORT, BUMP_REPORT } from '../reports.ts'
import { type } from '../world.ts'

it('says what a build made and what is next', async () => {
  const { stdout } = await type(['build', 'v2.0.1', '--skip-conflicts', '--plan', '3f2a9c1d'])

  expect(stdout).toMatchInlineSnapshot(`
    "Build of v2.0.1
      repository  /home/ada/godel
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      plan        3f2a9c1d4e5b
      branch      release/v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    4 commits on v2.0.0
      ✓  a1a1a1a1a1  #1234       Fixed authentication bypass in API gateway
      ✓  b2b2b2b2b2  #1236       Fixed memory leak in task engine that grew by…
      ✓  d4d4d4d4d4  9fceb02d0a  Resolved race condition in state store
      +  e5e5e5e5e5              chore: bump version to 2.0.1

    Not in it (2)
      ✗  #1240  Corrected validation error in intent parser  conflicts
      ○  #1247  Comment in the gateway                       empty

    Version bump
      package.json
           3 -   "version": "2.0.0",
           3 +   "version": "2.0.1",
      helm/Chart.yaml
           5 - version: 2.0.0
           5 + version: 2.0.1
           6 - appVersion: "2.0.0"
           6 + appVersion: "2.0.1"

    Created the branch release/v2.0.1 at e5e5e5e5e5.

    Next:
      Push the branch, so that the checks run on it (§2.1):
        release-captain build v2.0.1 --plan 3f2a9c1d4e5b --push --skip-conflicts
      After its tests (§2.1), create the signed tag (§3.2):
        release-captain build v2.0.1 --plan 3f2a9c1d4e5b --tag --skip-conflicts
      Write its release notes (§3.1):
        release-captain notes v2.0.1 --output RELEASE_NOTES-v2.0.1.md --skip-conflicts
    "
  `)
})

it('says of a dry run that nothing was written, and how to build it', async () => {
  const dry = { ...BUILD_REPORT, installed: 'dry-run' as const, skipped: [], bumped: [] }
  const { stdout } = await type('build v2.0.1 --dry-run', { engine: { build: async () => dry } })

  expect(stdout.slice(stdout.indexOf('Nothing was written'))).toMatchInlineSnapshot(`
    "Nothing was written. It would create the branch release/v2.0.1 at e5e5e5e5e5.

    Next:
      Build it:
        release-captain build v2.0.1 --plan 3f2a9c1d4e5b
    "
  `)
})

it('says so where no file holds the version, so that no bump was made', async () => {
  const none = { ...BUILD_REPORT, skipped: [], bumped: [] }
  const built = (await type('build v2.0.1', { engine: { build: async () => none } })).stdout
  expect(built.slice(built.indexOf('Version bump'), built.indexOf('Created'))).toMatchInlineSnapshot(`
    "Version bump
      None: no file in \`versionBump.files\` exists here with a version in it.
      \`release-captain bump\` shows each one.

    "
  `)

  const shown = await type('bump', { engine: { bump: async () => ({ ...BUMP_REPORT, changed: [] }) } })
  expect(shown.stdout.slice(shown.stdout.indexOf('Next:'))).toMatchInlineSnapshot(`
    "Next:
      See the plan that this bump ends:
        release-captain plan
      List the files that hold the version in \`versionBump.files\` (docs/config.md)
    "
  `)
})

it('says who signed the tag and what was pushed', async () => {
  const done = {
    ...BUILD_REPORT,
    installed: 'unchanged' as const,
    tag: { name: 'v2.0.1', sha: 'f'.repeat(40), signedBy: 'Release Bot <bot@example.org>' },
    pushed: {
      remote: 'origin',
      refs: [
        { ref: 'refs/heads/release/v2.0.1', sha: BUILD_REPORT.head, outcome: 'up-to-date' as const },
        { ref: 'refs/tags/v2.0.1', sha: 'f'.repeat(40), outcome: 'pushed' as const },
      ],
    },
  }
  const { stdout } = await type('build v2.0.1 --tag --push', { engine: { build: async () => done } })

  expect(stdout.slice(stdout.indexOf('The branch already'))).toMatchInlineSnapshot(`
    "The branch already exists, and is identical: release/v2.0.1 at e5e5e5e5e5.
    The tag is v2.0.1 (ffffffffff), signed by Release Bot <bot@example.org>.
    origin had refs/heads/release/v2.0.1 already.
    Pushed refs/tags/v2.0.1 to origin.

    Next:
      Write its release notes (§3.1):
        release-captain notes v2.0.1 --output RELEASE_NOTES-v2.0.1.md
    "
  `)
})
