import { expect, it } from 'vitest'
import { BUILD_REPORT, EXPLAIN_REPORT, PLAN } from './reports.ts'
import { type } from './world.ts'

it('explains a candidate rule by rule, with both sides of its conflict', async () => {
  const { stdout } = await type(['explain', '#1240'])

  expect(stdout).toMatchInlineSnapshot(`
    "#1240  Corrected validation error in intent parser
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c124000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    verdict  eligible, taken into the plan
    type     regression: from the Conventional Commit header \`fix\`
    due      2026-02-11 12:00 UTC, scheduled: the weekly release

    Rules
      ✓ merged  §1.1 Selection Criteria
        Seen in the commit message.
      ✓ tested  §1.1 Selection Criteria
        Seen in the commit message.
      ? reviewed  §1.1 Selection Criteria
        Nothing offline says who reviewed it.
        → Say \`reviewed:\` in the facts file.

    Known
      severity  P1 (a \`Severity:\` trailer)

    Picked alone on v2.0.0: ✗ conflict at c124000000, in 2 files
      src/parser/intent.ts  content  lines 12-18, 40
        < return parse(text)
        > return parse(text, schema)
        < (nothing)
        >   schema,
      src/parser/schema.ts  modify/delete

    Picked in its place in the plan: ✗ the same conflict

    Depends on
      picks cleanly after 1 earlier change:
        ✓  #1231  feature  Add a schema registry for intents  next-minor

    Next:
      Take along what it depends on:
        release-captain plan --pick '#1231'
      Leave it out of the plan:
        release-captain plan --drop '#1240'
      Back to the whole plan of v2.0.1:
        release-captain plan
    "
  `)
})

it('explains at 140 columns', async () => {
  const { stdout } = await type(['explain', '#1240'], { columns: 140 })

  expect(stdout.slice(0, stdout.indexOf('Rules'))).toMatchInlineSnapshot(`
    "#1240  Corrected validation error in intent parser
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c124000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the process document

    verdict  eligible, taken into the plan
    type     regression: from the Conventional Commit header \`fix\`
    due      2026-02-11 12:00 UTC, scheduled: the weekly release

    "
  `)
})

it('explains why a change was left out', async () => {
  const [leftOut] = PLAN.leftOut
  if (!leftOut) throw new Error('the plan leaves nothing out')
  const report = { ...EXPLAIN_REPORT, explained: { kind: 'left-out' as const, leftOut } }
  const { stdout } = await type('explain 1230', { engine: { explain: async () => report } })

  expect(stdout).toMatchInlineSnapshot(`
    "#1230  Close the socket on timeout
      repository  /home/ada/godel
      merged      2026-01-28, squashed into c123000000
      line        2.0, from v2.0.0 (1f2e3d4c5b, 2026-01-12)
      main        origin/main (9a8b7c6d5e)
      for         v2.0.1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    Left out: already on the line as aa11bb22cc (the same patch).

    Next:
      Back to the whole plan of v2.0.1:
        release-captain plan
    "
  `)
})

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
      Push the branch, for the checks to run on it (§2.1):
        release-captain build v2.0.1 --plan 3f2a9c1d4e5b --push --skip-conflicts
      After its tests (§2.1) make the signed tag (§3.2):
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
    "Nothing was written. It would be the branch release/v2.0.1 at e5e5e5e5e5.

    Next:
      Build it:
        release-captain build v2.0.1 --plan 3f2a9c1d4e5b
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

  expect(stdout.slice(stdout.indexOf('The branch was'))).toMatchInlineSnapshot(`
    "The branch was there already, the very same: release/v2.0.1 at e5e5e5e5e5.
    The tag is v2.0.1 (ffffffffff), signed by Release Bot <bot@example.org>.
    origin had refs/heads/release/v2.0.1 already.
    Pushed refs/tags/v2.0.1 to origin.

    Next:
      Write its release notes (§3.1):
        release-captain notes v2.0.1 --output RELEASE_NOTES-v2.0.1.md
    "
  `)
})

it('shows the version bump as a diff', async () => {
  const { stdout } = await type('bump')

  expect(stdout).toMatchInlineSnapshot(`
    "Version bump 2.0.0 → 2.0.1: 3 lines in 2 files
      repository  /home/ada/godel
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    package.json
         3 -   "version": "2.0.0",
         3 +   "version": "2.0.1",
    helm/Chart.yaml
         5 - version: 2.0.0
         5 + version: 2.0.1
         6 - appVersion: "2.0.0"
         6 + appVersion: "2.0.1"

    Left as they are
      docker-compose.yml  is not in the tree, and need not be

    Next:
      See the plan that this bump ends:
        release-captain plan
      Build the release branch, with the bump as its last commit:
        release-captain build v2.0.1
    "
  `)
})

it('shows the policy with the origin of each value', async () => {
  const { stdout } = await type('config')

  expect(stdout).toMatchInlineSnapshot(`
    "Policy in force
      repository  /home/ada/godel
      digest      d1d1d1d1d1d1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    product
      product.name  Godel  §3.1

    criteria
      criteria.severities    P0, P1    §1.1
      criteria.rules.tested  required  .github/release-captain.yml:3:5

    rollout
      rollout.steps.0.share  5  §4.2

    Next:
      Change any of it in \`.github/release-captain.yml\` on the main branch
      See what such a file would mean before it is merged:
        release-captain plan --policy FILE
    "
  `)
})

it('shows one part of the policy, or what was changed alone', async () => {
  expect((await type('config rollout --quiet')).stdout).toMatchInlineSnapshot(`
    "Policy in force
      repository  /home/ada/godel
      digest      d1d1d1d1d1d1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    rollout
      rollout.steps.0.share  5  §4.2
    "
  `)
  expect((await type('config --changed --quiet')).stdout).toMatchInlineSnapshot(`
    "Policy in force
      repository  /home/ada/godel
      digest      d1d1d1d1d1d1
      policy      .github/release-captain.yml on main, 2 values different from the
                  process document

    criteria
      criteria.rules.tested  required  .github/release-captain.yml:3:5
    "
  `)
  expect((await type('config roll --quiet')).stdout).toContain('No value of it is asked for.')
})

it('shows every check of the doctor, and ends with 4 when one fails', async () => {
  const { stdout, exitCode } = await type('doctor')

  expect(stdout).toMatchInlineSnapshot(`
    "Checks of /home/ada/godel
    ✓ git          git 2.39.5.
    ! signing key  No key is set.
                   → Set \`user.signingkey\`, or give \`--sign-key\`.
    ✗ repository   The clone is shallow, and its history ends after v2.0.0.
                   → Run \`git fetch --unshallow\`.

    Next:
      Put right repository, then look again:
        release-captain doctor
    "
  `)
  expect(exitCode).toBe(4)
})

it('ends with 0 when the doctor has only warnings', async () => {
  const checks = [
    { name: 'signing key', outcome: 'warn' as const, saw: 'No key.', next: 'Give `--sign-key`.' },
  ]
  const { stdout, exitCode } = await type('doctor', {
    engine: { doctor: async () => ({ repository: '.', checks }) },
  })

  expect(stdout).toContain('Everything that a plan needs is there:\n    release-captain plan\n')
  expect(exitCode).toBe(0)
})

it('walks through the demo, step by step, each with its command', async () => {
  const { stdout, asked } = await type('demo', { columns: 140 })

  expect(stdout.match(/^(── .*?\. [\w ]+| {2}\$ .*)$/gm) ?? stdout).toMatchInlineSnapshot(`
    [
      "  $ release-captain plan --facts /tmp/demo/facts.yml --repo /tmp/demo/godel --date 2026-02-06",
      "  $ release-captain explain '#1240' --facts /tmp/demo/facts.yml --repo /tmp/demo/godel --date 2026-02-06",
      "  $ release-captain build v2.0.1 --facts /tmp/demo/facts.yml --skip-conflicts --repo /tmp/demo/godel --date 2026-02-06",
      "  $ release-captain notes v2.0.1 --facts /tmp/demo/facts.yml --skip-conflicts --repo /tmp/demo/godel --date 2026-02-06",
    ]
  `)
  expect(stdout.slice(0, stdout.indexOf('── 1.'))).toMatchInlineSnapshot(`
    "A patch release, from its candidates to its notes
    made     /tmp/demo/godel
    facts    /tmp/demo/facts.yml
    release  v2.0.1

    "
  `)
  expect(stdout.slice(stdout.lastIndexOf('Next:'))).toMatchInlineSnapshot(`
    "Next:
      In a clone of your own, see first whether all is there:
        release-captain doctor
      Then its own plan; it changes nothing:
        release-captain plan
      Play on with the demo:
        git -C /tmp/demo/godel log --oneline --graph --all
    "
  `)
  expect(asked.map(({ what }) => what)).toEqual(['demo', 'plan', 'explain', 'build', 'notes'])
})
