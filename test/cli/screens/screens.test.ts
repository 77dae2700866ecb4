import { expect, it } from 'vitest'
import { type } from '../world.ts'

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

    Unchanged
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
      Change it in \`.github/release-captain.yml\` on the main branch
      Check such a file before you merge it:
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
  expect((await type('config roll --quiet')).stdout).toContain('No value matches.')
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
      Fix repository, then check again:
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

  expect(stdout).toContain('Everything is ready for a plan:\n    release-captain plan\n')
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
      In your own clone, check first that everything is ready:
        release-captain doctor
      Then make its plan, which changes nothing:
        release-captain plan
      Continue with the demo:
        git -C /tmp/demo/godel log --oneline --graph --all
    "
  `)
  expect(asked.map(({ what }) => what)).toEqual(['demo', 'plan', 'explain', 'build', 'notes'])
})
