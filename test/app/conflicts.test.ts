import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp, type Product } from './product.ts'
import { CRASH, type OnItsWay, onItsWay, PANIC } from './releasing.ts'
import type { AppWorld } from './world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

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
    const body = await release.shows('✗ conflicts in 1 file:')
    expect(body).toContain('✓ on the branch')
    expect(product.repository.issues.some(({ pull: one }) => one?.headBranch === 'release/v2.0.1')).toBe(
      false,
    )
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
      "Conflict markers are left in 1 file, so this cannot be merged yet:

      - \`src/queue.ts\`

      Take the lines that begin with \`<<<<<<<\`, \`=======\` and \`>>>>>>>\` out, keep what is right between them, commit and push. Then mark it as ready again."
    `)
    await app.until('a draft', () => product.pull(number).pull.draft)
    await expect(product.person('ada').merges(number)).rejects.toThrow(/draft/i)
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

      When it may go on, a captain says \`/release resume\`."
    `)
    await product.person('linus').pushes({ branch: 'release/v2.0.1', message: 'fix: mend', files: RESOLVED })
    await release.shows('✓ resolved')
    await release.says('ada', '/release resume')
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
      `"\\#2 is not in v2.0.1 any more, so its conflict needs no resolution. What was pushed here is kept in this pull request."`,
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
    expect(body).toMatch(/left for later: .*conflicts, and the policy skips what conflicts/)
  })
})
