import { beforeAll, describe, expect, it } from 'vitest'
import { readRef } from '../../../sandbox/github/git/refs.ts'
import { runSandboxGit } from '../../../sandbox/github/git/run.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { CRASH, type OnItsWay, onItsWay, PANIC } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

const COPYING = { picks: { copyToConflicts: ['labels', 'reviewers', 'milestone'] } }
const RESOLVED = { 'src/queue.ts': "export const queue = 'two'\n" }

/** A fix on top of a refactoring that the line does not have, and one that applies; cut by Ada. */
async function cutWithConflict(product: Product): Promise<OnItsWay & { readonly conflicting: number }> {
  await product.merges({
    title: 'refactor: use words',
    files: { 'src/queue.ts': "export const queue = 'one'\n" },
  })
  const conflicting = await product.merges({ ...CRASH, files: RESOLVED })
  const clean = await product.merges(PANIC)
  await product.says('ada', clean, '/release cut')
  const { number } = await product.tracking()
  await product.reads(number, 'Plan `')
  return { ...onItsWay(product, number, [conflicting, clean]), conflicting }
}

/** The pull request in which a conflict is resolved. */
function conflictPull(product: Product, candidate: number) {
  return product.pullFrom(`release/v2.0.1-pick-${candidate}`)
}

describe('a pick that conflicts', () => {
  it('is shown in a draft for its author, red, while the other picks are on the branch', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const pull = await conflictPull(product, release.conflicting)
    expect(pull.pull).toMatchObject({ draft: true, baseBranch: 'release/v2.0.1' })
    await app.until('an assignee', () => pull.assignees.length > 0)
    expect(pull.assignees.map(({ login }) => login)).toEqual(['linus'])
    await app.until('the check', () => product.verdict(pull.number).conclusion === 'failure')
    expect(pull.title).toBe(`Resolve the conflict of #${release.conflicting} in v2.0.1`)
    expect(pull.body).toContain('<<<<<<<')
    expect(pull.body).toContain(`git switch`)
    expect(pull.body).toContain('@linus wrote the change, and @grace reviewed it.')
    const body = await release.shows('✗ conflicts in 1 file:')
    expect(body).toContain('✓ on the branch')
    expect(product.repository.issues.some(({ pull: one }) => one?.headBranch === 'release/v2.0.1')).toBe(
      false,
    )
  })

  it('gets labels, reviewers and milestone of its original where the policy says so', async () => {
    const product = await makeProduct(app, COPYING)
    const one = { 'src/queue.ts': "export const queue = 'one'\n" }
    await product.merges({ title: 'refactor: use words', files: one })
    const labels = ['patch-candidate', 'area/queue']
    const conflicting = await product.merges({ ...CRASH, files: RESOLVED, labels })
    product.pull(conflicting).milestone = { number: 3, title: 'v2.0.x' }
    await product.says('ada', conflicting, '/release cut')
    const copy = await conflictPull(product, conflicting)
    await app.until('reviewers', () => (copy.pull.requested ?? []).length > 0)
    expect([...copy.labels]).toEqual(['area/queue'])
    expect(copy.milestone?.number).toBe(3)
    const reviewers = product.pull(conflicting).pull.reviews.map(({ by }) => by.login)
    expect(copy.pull.requested?.map(({ login }) => login)).toEqual([...new Set(reviewers)])
  })

  it('cannot be merged with markers in it: marked ready, it becomes a draft again', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const { number, pull } = await conflictPull(product, release.conflicting)
    await release.shows(`#${number}`)
    const linus = product.person('linus')
    await linus.pushes({ branch: pull.headBranch, message: 'fix: begin', files: { 'src/begun.ts': '' } })
    await linus.marks(number, 'ready')
    const said = await product.hears(number, 'marker')
    expect(said).toMatchInlineSnapshot(`
      "Conflict markers are left in 1 file, so you can't merge this yet:

      - \`src/queue.ts\`

      Delete the lines that begin with \`<<<<<<<\`, \`=======\` and \`>>>>>>>\`, keep what is right between them, commit and push. Then mark it as ready again."
    `)
    await app.until('a draft', () => product.pull(number).pull.draft)
    await expect(product.person('ada').merges(number)).rejects.toThrow(/draft/i)
  })

  it('in a file without markers stays red until somebody decides about that file, and has no go then', async () => {
    const product = await makeProduct(app)
    await product.merges({ title: 'refactor: lists', files: { 'src/list.ts': 'export const list = 1\n' } })
    const conflicting = await product.merges({
      ...CRASH,
      files: { 'src/list.ts': 'export const list = 2\n' },
    })
    await product.says('ada', conflicting, '/release cut')
    const release = onItsWay(product, (await product.tracking()).number)
    const { number, pull, body } = await conflictPull(product, conflicting)
    expect(body).toContain('git rm -- src/list.ts')
    expect(body).toContain("git commit --allow-empty -m 'Keeps: src/list.ts'")
    await release.shows(`#${number}`)
    const linus = product.person('linus')
    await linus.pushes({ branch: pull.headBranch, message: 'fix: begin', files: { 'src/begun.ts': '' } })
    await linus.marks(number, 'ready')
    expect(await product.hears(number, 'No decision yet')).toMatchInlineSnapshot(`
      "No decision yet about 1 file, where git can't show the conflict with markers, so you can't merge this yet:

      - \`src/list.ts\`: \`release/v2.0.1\` does not have it, \\#2 has the same as here. \`git rm -- src/list.ts\` to delete it, or \`git commit --allow-empty -m 'Keeps: src/list.ts'\` to keep it as it is here.

      Run one of these for each, commit and push. Then mark it as ready again."
    `)
    expect(product.verdict(number).conclusion).toBe('failure')
    await product.person('grace').pushes({
      branch: pull.headBranch,
      message: 'fix: decide\n\nKeeps: src/list.ts',
      files: { 'src/begun.ts': null },
    })
    await app.until('a green check', () => product.verdict(number).conclusion === 'success')
    await linus.marks(number, 'ready')
    await product.person('ada').merges(number, 'squash')
    await release.shows('✓ resolved by ada')
    await release.shows('## Tests')
    await release.says('ada', '/release check smoke-tests')
    expect(await product.hears(release.tracking, '### Tag v2.0.1?')).toContain(
      'but not from ada, linus and grace, by the two-person rule',
    )
  })

  it('in such a file, merged all the same, holds the release until somebody decides on the branch', async () => {
    const product = await makeProduct(app)
    await product.merges({ title: 'refactor: lists', files: { 'src/list.ts': 'export const list = 1\n' } })
    const conflicting = await product.merges({
      ...CRASH,
      files: { 'src/list.ts': 'export const list = 2\n' },
    })
    await product.says('ada', conflicting, '/release cut')
    const release = onItsWay(product, (await product.tracking()).number)
    const { number } = await conflictPull(product, conflicting)
    await release.shows(`#${number}`)
    await product.person('linus').marks(number, 'ready')
    await product.person('ada').merges(number)
    expect(await product.hears(release.tracking, 'no one decided')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The pick of #2 was merged, and no one decided about src/list.ts, where git shows no conflict markers. Push a commit to the release branch that changes or deletes it, or that says \`Keeps: src/list.ts\` on a line of its message.

      To continue, a captain runs \`/release resume\`."
    `)
    const files = { 'src/list.ts': null }
    await product.person('linus').pushes({ branch: 'release/v2.0.1', message: 'fix: without lists', files })
    await release.shows('✓ resolved')
  })

  it('is resolved by merging it, and the release goes on', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const { number, pull } = await conflictPull(product, release.conflicting)
    await app.until('the check', () => product.verdict(number).conclusion === 'failure')
    const linus = product.person('linus')
    await linus.pushes({ branch: pull.headBranch, message: 'fix: resolve', files: RESOLVED })
    await app.until('a green check', () => product.verdict(number).conclusion === 'success')
    await linus.marks(number, 'ready')
    await product.person('grace').merges(number)
    const body = await release.shows('✓ resolved by grace')
    expect(body).toContain('✓ on the branch')
    await release.shows('## Tests')
    const { body: page } = await product.pullFrom('release/v2.0.1')
    expect(page).toContain('✓ resolved by grace')
  })

  it('merged with markers all the same holds the release, until somebody resolves them on the branch', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const { number } = await conflictPull(product, release.conflicting)
    await release.shows(`#${number}`)
    await product.person('linus').marks(number, 'ready')
    await product.person('ada').merges(number)
    expect(await product.hears(release.tracking, 'conflict markers')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** The pick of #2 was merged with conflict markers in src/queue.ts. Push a commit to the release branch that resolves them.

      To continue, a captain runs \`/release resume\`."
    `)
    await product.person('linus').pushes({ branch: 'release/v2.0.1', message: 'fix: mend', files: RESOLVED })
    await release.shows('✓ resolved')
    const { gitDir } = product.repository
    await product.hears(release.tracking, 'outside the plan')
    await release.says(
      'grace',
      `/release resume ${(await readRef(gitDir, 'refs/heads/release/v2.0.1'))?.commit}`,
    )
    await release.shows('## Tests')
    const log = await runSandboxGit(gitDir, [
      'log',
      '-p',
      '--format=%s',
      'v2.0.0..release/v2.0.1',
      '--',
      'src',
    ])
    expect(log.stdout.toString()).not.toContain('<<<<<<<')
    expect(log.stdout.toString()).toContain(CRASH.title)
  })

  it('holds the release when somebody pushes to the release branch meanwhile', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const { number, pull } = await conflictPull(product, release.conflicting)
    await release.shows(`#${number}`)
    const linus = product.person('linus')
    const files = { 'src/hand.ts': '' }
    const pushed = await linus.pushes({ branch: 'release/v2.0.1', message: 'fix: a crash by hand', files })
    expect(await product.hears(release.tracking, 'Someone pushed')).toMatchInlineSnapshot(`
      "**v2.0.1 is held.** Someone pushed SHA to the release branch. Look at it: run \`/release resume SHA\` to accept and test it, or \`/release plan\` to build the branch without it."
    `)
    await linus.pushes({ branch: pull.headBranch, message: 'fix: resolve', files: RESOLVED })
    await app.until('a green check', () => product.verdict(number).conclusion === 'success')
    await linus.marks(number, 'ready')
    await product.person('grace').merges(number)
    await release.shows('✓ resolved by grace, **differs in')
    await product.hears(release.tracking, 'outside the plan')
    await release.says('ada', `/release resume ${pushed}`)
    await release.shows('## Tests')
  })

  it('that is dropped needs no resolution: its pull request is closed, its branch is gone, the release goes on', async () => {
    const product = await makeProduct(app)
    const release = await cutWithConflict(product)
    const { number } = await conflictPull(product, release.conflicting)
    await release.shows(`#${number}`)
    await release.says('ada', `/release drop #${release.conflicting} because it needs the refactoring`)
    await app.until('closed', () => product.issue(number).closed)
    expect(product.told(number).at(-1)).toMatchInlineSnapshot(
      `"\\#2 is no longer in v2.0.1, so you don't need to resolve its conflict. This pull request keeps what was pushed here."`,
    )
    const body = await release.shows('## Tests')
    expect(body).toContain('## 1 change')
    expect(body).toContain('dropped by ada: it needs the refactoring')
  })

  it('is skipped and put off where the policy says so', async () => {
    const product = await makeProduct(app, { picks: { onConflict: 'skip', testAfterEach: false } })
    const release = await cutWithConflict(product)
    const body = await release.shows('## Tests')
    expect(body).toContain('## 1 change')
    expect(body).toMatch(/left for later: .*conflicts, and the policy skips changes that conflict/)
  })
})
