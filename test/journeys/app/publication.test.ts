import { beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { runSandboxGit } from '../../../sandbox/github/git/run.ts'
import { makeProduct, openApp, readable, SHORT } from '../../worlds/app/product.ts'
import { asked, built, CRASH, cut } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

describe('the question for the tag', () => {
  it('shows what it is about, with the notes in the tracking issue', async () => {
    const product = await makeProduct(app)
    const { tracking } = await asked(product, CRASH)
    expect(await product.hears(tracking, '### Tag v2.0.1?')).toMatchInlineSnapshot(`
      "### Tag v2.0.1?

      - Commit \`SHA\`
      - Plan \`DIGEST\`

      Answer with \`/release go\`, or \`/release no-go because …\`. It takes 1 go. A go counts from people who have the permission \`maintain\`; but not from ada and linus, by the two-person rule.

      **Contents: 1 change**

      - #1 fix: do not crash on an empty queue (crash)

      **Evidence**

      - ✓ \`ci\` Unit tests: success
      - ✓ Smoke tests passing: by ada

      Without an answer the release waits. A go counts for exactly what is shown here, and is void when that changes."
    `)
    await product.reads(tracking, '- Do not crash on an empty queue ([#1]')
  })

  it('answered with no-go holds the release, and is asked anew when it is resumed', async () => {
    const product = await makeProduct(app)
    const { tracking, says, shows } = await asked(product, CRASH)
    expect(await says('grace', '/release no-go because the fix is not complete')).toMatchInlineSnapshot(`
      "@grace, to \`/release no-go because the fix is not complete\`:

      **Done.** Your no-go is recorded.

      v2.0.1 is held. A captain resumes it with \`/release resume\`."
    `)
    await shows('Held by grace')
    await says('ada', '/release resume')
    await app.until('another question', () => questions(product.told(tracking)) === 2)
    await says('grace', '/release go')
    await shows('waits to be published')
  })
})

describe('what is out', () => {
  it('and is taken back on main while it is watched is told once', async () => {
    const product = await makeProduct(app)
    const release = await built(product, CRASH)
    const [first = 0] = release.changes
    await release.says('ada', '/release publish')
    await app.until('the end', () => product.issue(release.tracking).closed)
    const { merged } = product.pull(first).pull
    await product.merges({
      title: 'revert: fix: do not crash on an empty queue',
      body: `This reverts commit ${merged?.commit}.`,
      files: { 'src/queue.ts': 'export const queue = 1\n' },
    })
    expect(await product.hears(release.tracking, 'Main changed something')).toMatchInlineSnapshot(`
      "**Main changed something that is in v2.0.1.** It is published, so check this:

      - \\#1 was reverted later on main, by #4, which is not in the plan.

      The published release stays as it is. Take the later change into the next version of the line with \`/release cut\`. If production can't wait, roll it back and run \`/release rolled-back to VERSION because …\`. If everything is right as it is, you don't need to do anything."
    `)
    await product.merges({ title: 'docs: say more', files: { 'README.md': 'More.\n' } })
    await product.says('linus', first, '/release status')
    const told = product.told(release.tracking).filter((one) => one.includes('Main changed something'))
    expect(told).toHaveLength(1)
  })
})

describe('the tag', () => {
  it('is signed, annotated, and on exactly the commit that was approved', async () => {
    const product = await makeProduct(app)
    await built(product, CRASH)
    const { pull } = await product.pullFrom('release/v2.0.1')
    const { stdout } = await runSandboxGit(product.repository.gitDir, ['cat-file', 'tag', 'v2.0.1'])
    const tag = stdout.toString()
    expect(tag).toContain(`object ${pull.head}`)
    expect(tag).toContain('Release v2.0.1')
    expect(tag).toContain('-----BEGIN SSH SIGNATURE-----')
  })

  it('of that name by somebody else is found out, and nothing is published', async () => {
    const product = await makeProduct(app)
    const release = await cut(product, CRASH)
    await product.person('linus').tags('v2.0.1', 'main')
    expect(await product.hears(release.tracking, 'is held')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** \`v2.0.1\` exists, and this release didn't create it. Find out who did.

      To continue, a captain runs \`/release resume\`."
    `)
  })
})

describe('the artifacts', () => {
  it('that the policy names are looked for, and one that is missing stops the release pauses it for the fix', async () => {
    const product = await makeProduct(app, {
      build: {
        artifacts: [
          { id: 'cli', text: 'CLI binaries' },
          { id: 'charts', text: 'Helm charts' },
        ],
      },
    })
    const release = await asked(product, CRASH)
    await release.says('grace', '/release go')
    expect(await product.hears(release.tracking, 'is missing')).toMatchInlineSnapshot(`
      "**The step \`artifacts\` failed.** The build succeeded, but the artifact \`charts\` of the run is missing: https://github.test/godel/api/actions/runs/ID.

      Look at the run, then run \`/release retry artifacts\`."
    `)
    expect(await release.says('ada', '/release publish')).toMatchInlineSnapshot(`
      "@ada, to \`/release publish\`:

      **Not done.** v2.0.1 isn't built yet. CLI binaries (\`cli\`): not found yet. Helm charts (\`charts\`): not found yet.

      Wait for the build. If it failed, run \`/release retry artifacts\`."
    `)

    const workflow = product.repository.workflows.find(({ name }) => name === 'release')
    Object.assign(workflow ?? {}, { artifacts: ['cli', 'charts'] })
    await release.says('ada', '/release retry artifacts')
    await release.shows('waits to be published')
    expect(product.repository.runs.filter(({ branch }) => branch === 'v2.0.1')).toMatchObject([
      { attempt: 2 },
    ])
  })

  it('that the policy names wrongly are looked for by the policy that mends it', async () => {
    const wrong = { artifacts: [{ id: 'clii', text: 'CLI binaries' }] }
    const product = await makeProduct(app, { build: wrong })
    const release = await asked(product, CRASH)
    await release.says('grace', '/release go')
    await product.hears(release.tracking, 'is missing')
    const files = { '.github/release-captain.yml': stringify(SHORT) }
    await product.person('ada').pushes({ branch: 'main', message: 'ci: name the CLI', files })
    expect(await release.says('grace', '/release take-policy')).toContain('now follows the current policy')

    await release.shows('waits to be published')
    expect(product.repository.runs.filter(({ branch }) => branch === 'v2.0.1')).toMatchObject([
      { attempt: 1 },
    ])
  })
})

describe('the publication', () => {
  it('is a GitHub release with notes and checksums, and everybody in it is told once', async () => {
    const product = await makeProduct(app)
    const bug = await product.person('rick').opensIssue({ title: 'It crashes' })
    const release = await built(product, {
      ...CRASH,
      body: `Severity: P1\nRisk: low\n\nFixes #${bug.number}`,
    })
    expect(product.repository.releases).toEqual([])
    await release.says('ada', '/release publish')
    await app.until('the end', () => product.issue(release.tracking).closed)

    const [published] = product.repository.releases
    expect(published).toMatchObject({ tag: 'v2.0.1', name: 'v2.0.1', draft: false, prerelease: false })
    const notes = readable(app, published?.body ?? '')
    expect(notes).toMatchInlineSnapshot(`
      "# api v2.0.1 Release Notes

      **Release Date:** 2026-02-10
      **Previous Version:** v2.0.0

      ## Bug Fixes
      - Do not crash on an empty queue ([#2](https://github.test/godel/api/pull/2))

      ## Known Issues
      - None

      ## Upgrade Notes
      No special upgrade steps required."
    `)
    const [sums] = published?.assets ?? []
    expect(sums?.name).toBe('SHA256SUMS')
    expect(new TextDecoder().decode(sums?.bytes)).toMatch(/^# cli: sha256:[0-9a-f]{64}\n$/)
    const [fix = 0] = release.changes
    expect(await product.hears(fix, 'shipped')).toMatchInlineSnapshot(
      `"This shipped in [v2.0.1](https://github.test/godel/api/releases/tag/v2.0.1)."`,
    )
    expect(await product.hears(bug.number, 'shipped')).toMatchInlineSnapshot(
      `"A fix for this shipped in [v2.0.1](https://github.test/godel/api/releases/tag/v2.0.1)."`,
    )
    const { number } = await product.pullFrom('release/v2.0.1')
    await app.until('the pull request closed', () => product.issue(number).closed)
    expect(product.told(number)).toMatchInlineSnapshot(`
      [
        "[v2.0.1](https://github.test/godel/api/releases/tag/v2.0.1) is published. This pull request only showed its branch, so it is closed without a merge.",
      ]
    `)
    expect(await release.says('ada', '/release publish')).toMatchInlineSnapshot(`
      "@ada, to \`/release publish\`:

      **Not done.** v2.0.1 is published and can't change any more.

      Cut the next version of the line with \`/release cut\`."
    `)
    expect(product.told(fix)).toHaveLength(2)
  })
})

function questions(texts: readonly string[]): number {
  return texts.filter((text) => text.startsWith('### Tag v2.0.1?')).length
}
