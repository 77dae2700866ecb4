import { beforeAll, describe, expect, it } from 'vitest'
import { listLatestRuns } from '../../../sandbox/github/views/check.ts'
import { makeProduct, openApp, type Product } from '../../worlds/app/product.ts'
import { CRASH, cut, PANIC } from '../../worlds/app/releasing.ts'
import type { AppWorld } from '../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

function verdictSays(product: Product, number: number, title: RegExp) {
  return app.until(
    () => `${title} on #${number}, which says ${product.verdict(number).title}`,
    () => title.test(product.verdict(number).title) && product.verdict(number),
  )
}

describe('the label patch-candidate', () => {
  it('on an open pull request says what would become of it, and opens the release once it is merged', async () => {
    const product = await makeProduct(app)
    const number = await product.opens(CRASH)
    await product.person('linus').labels(number, 'patch-candidate')
    expect(await verdictSays(product, number, /once merged/)).toEqual({
      conclusion: 'success',
      title: 'Eligible for v2.0.1 once merged, picks cleanly',
    })
    expect(product.repository.issues.some(({ title }) => title === 'Release v2.0.1')).toBe(false)

    await product.person('ada').merges(number, 'squash')
    const { number: tracking } = await product.tracking()
    expect(await product.reads(tracking, `/pull/${number}`)).toContain('The plan of 1 change is ready.')
    await verdictSays(product, number, /^Eligible for v2\.0\.1, picks cleanly$/)
  })

  it('on a merged pull request opens the release, and its check says the verdict in seconds', async () => {
    const product = await makeProduct(app)
    const number = await product.merges(CRASH)
    await product.person('linus').labels(number, 'patch-candidate')
    await verdictSays(product, number, /^Eligible for v2\.0\.1, picks cleanly$/)
    const { number: tracking } = await product.tracking()
    await product.reads(tracking, `/pull/${number}`)
  })

  it('on an issue stands for the pull requests that closed it', async () => {
    const product = await makeProduct(app)
    const bug = await product.person('rick').opensIssue({ title: 'It crashes' })
    const number = await product.merges({ ...CRASH, body: `Severity: P1\nRisk: low\n\nFixes #${bug.number}` })
    await product.person('linus').labels(bug.number, 'patch-candidate')
    await verdictSays(product, number, /^Eligible for v2\.0\.1, picks cleanly$/)

    await product.person('linus').unlabels(bug.number, 'patch-candidate')
    expect(await verdictSays(product, number, /Not a patch candidate/)).toEqual({
      conclusion: 'neutral',
      title: 'Not a patch candidate',
    })
  })

  it('taken off again leaves a neutral check', async () => {
    const product = await makeProduct(app)
    const number = await product.opens({ ...CRASH, labels: ['patch-candidate'] })
    await verdictSays(product, number, /once merged/)
    await product.person('linus').unlabels(number, 'patch-candidate')
    expect(await verdictSays(product, number, /Not a patch candidate/)).toEqual({
      conclusion: 'neutral',
      title: 'Not a patch candidate',
    })
  })

  it('follows a push to the pull request: the new head has its own verdict', async () => {
    const product = await makeProduct(app)
    const number = await product.opens({ ...CRASH, labels: ['patch-candidate'] })
    await verdictSays(product, number, /once merged, picks cleanly/)
    const { headBranch, head } = product.pull(number).pull
    await product.person('linus').pushes({ branch: headBranch, message: 'more', files: { 'src/b.ts': '' } })
    await app.until('the new head', () => product.pull(number).pull.head !== head)
    await verdictSays(product, number, /once merged, picks cleanly/)
  })

  it('on one that would conflict says so before it is merged', async () => {
    const product = await makeProduct(app)
    await product.merges({
      title: 'refactor: say it in words',
      files: { 'src/queue.ts': "export const queue = 'one'\n" },
    })
    const number = await product.opens({
      ...CRASH,
      files: { 'src/queue.ts': "export const queue = 'two'\n" },
    })
    await product.person('linus').labels(number, 'patch-candidate')
    expect(await verdictSays(product, number, /conflicts/)).toEqual({
      conclusion: 'action_required',
      title: 'Not ready for v2.0.1: conflicts in 1 file',
    })
  })

  it('stays on what was released, whatever became of who set it, and counts no more', async () => {
    const product = await makeProduct(app)
    const number = await product.merges(CRASH)
    await product.person('ada').tags('v2.0.1', 'main')
    await product.person('linus').labels(number, 'patch-candidate')
    const names = async (file: string) => {
      const files = { [file]: 'export const fixed = true\n' }
      const next = await product.merges({ title: `fix: do not crash in ${file}`, files, by: 'grace' })
      await product.person('ada').labels(next, 'patch-candidate')
      await verdictSays(product, next, /^Eligible/)
    }
    // Linus's label is looked at before his right to it ends: with the first of these, or at the latest with the second.
    await names('src/zero.ts')
    await names('src/one.ts')
    const { name, owner } = product.repository
    app.github.person('linus', { in: `${owner.login}/${name}`, role: 'read' })
    await names('src/two.ts')

    expect([...product.issue(number).labels]).toEqual(['patch-candidate'])
    expect(product.told(number)).toEqual([])
  })

  it('by somebody without the right to it is answered once, and taken off', async () => {
    const product = await makeProduct(app)
    const number = await product.opens(CRASH)
    app.github.faults.add('issues/remove-label', { kind: 'reply-lost' })
    await product.person('mallory').labels(number, 'patch-candidate')
    const said = await product.hears(number, 'does not count')
    expect(said).toMatchInlineSnapshot(`
      "@mallory, the label \`patch-candidate\` does not count as you set it: candidates are named by people who have the permission \`write\`.

      The label was removed. Ask one of them to add it."
    `)
    expect([...product.issue(number).labels]).toEqual([])
    await product.person('linus').labels(number, 'patch-candidate')
    await verdictSays(product, number, /once merged/)
    expect(product.told(number)).toEqual([said])
  })
})

describe('a label of one line', () => {
  it('nominates for that line, with a check of its own, and opens its release', async () => {
    const product = await makeProduct(app)
    const [ada, linus] = [product.person('ada'), product.person('linus')]
    const files = { 'package.json': `${JSON.stringify({ name: 'api', version: '1.9.0' }, null, 2)}\n` }
    await ada.pushes({ branch: 'old', from: 'main', message: 'chore: go on with 1.9', files })
    await ada.tags('v1.9.0', 'old')
    const open = await product.opens(CRASH)
    await linus.labels(open, 'patch-candidate', 'Patch-Candidate/1.9')
    const said = (number: number) =>
      app.until('both verdicts', () => {
        const { head } = product.pull(number).pull
        const runs = listLatestRuns(product.repository.checks).filter(({ suite }) => suite.head === head)
        const own = runs.filter(({ name }) => name.startsWith('Release Captain / patch candidate'))
        const titles = own.map(({ name, output }) => `${name}: ${output.title}`).toSorted()
        return titles.length === 2 && titles
      })
    expect(await said(open)).toEqual([
      'Release Captain / patch candidate 1.9: Eligible for v1.9.1 once merged, picks cleanly',
      'Release Captain / patch candidate: Eligible for v2.0.1 once merged, picks cleanly',
    ])
    await ada.merges(open, 'squash')
    for (const version of ['v1.9.1', 'v2.0.1'])
      await product.reads((await product.tracking(version)).number, `/pull/${open}`)
  })
})

describe('main', () => {
  it('moves on, and the plan with it: a merge comes in, its revert takes it out', async () => {
    const product = await makeProduct(app)
    const first = await product.merges(CRASH)
    await product.person('linus').labels(first, 'patch-candidate')
    const { number: tracking } = await product.tracking()
    await product.reads(tracking, 'The plan of 1 change')

    const second = await product.merges({
      title: 'fix: do not panic when the store is full',
      files: { 'src/store.ts': 'export const store = 2\n' },
    })
    await product.reads(tracking, 'The plan of 2 changes')
    await product.person('linus').labels(second, 'patch-candidate')
    await verdictSays(product, second, /^Eligible/)
    const { merged } = product.pull(second).pull
    await product.merges({
      title: 'revert: fix: do not panic when the store is full',
      body: `This reverts commit ${merged?.commit}.`,
      hasTest: false,
      files: {
        'src/store.ts': 'export const store = 1\n',
        [`test/fix-do-not-panic-when-the-store-is-full-${second - 1}.test.ts`]: null,
      },
    })
    await product.reads(tracking, 'The plan of 1 change')
    await verdictSays(product, second, /^Nothing to take/)
  })

  it('brings a follow-up to a change of the plan, and the tracking issue says so', async () => {
    const product = await makeProduct(app)
    const first = await product.merges(CRASH)
    await product.person('linus').labels(first, 'patch-candidate')
    const { number: tracking } = await product.tracking()
    await product.reads(tracking, 'The plan of 1 change')
    const { merged } = product.pull(first).pull
    await product.merges({
      title: 'fix: count the empty queue too',
      body: `Severity: P3\nRisk: low\n\nFixes: ${merged?.commit.slice(0, 12)} ("fix: do not crash on an empty queue")`,
      files: { 'src/queue.ts': 'export const queue = 3\n' },
    })
    const body = await product.reads(tracking, 'Check these first')
    expect(body).toContain(`follow-up`)
    expect(body).toContain('follow-up')
  })

  it('takes back what is on a release branch: it is told once, and stands in the question for the tag', async () => {
    const product = await makeProduct(app)
    const release = await cut(product, CRASH, PANIC)
    const [, second = 0] = release.changes
    const { merged } = product.pull(second).pull
    await product.merges({
      title: 'revert: fix: do not panic when the store is full',
      body: `This reverts commit ${merged?.commit}.`,
      files: {
        'src/store.ts': 'export const store = 1\n',
        [`test/fix-do-not-panic-when-the-store-is-full-${second - 1}.test.ts`]: null,
      },
    })
    expect(await product.hears(release.tracking, 'Main changed something')).toMatchInlineSnapshot(`
      "**Main changed something that is in v2.0.1.** Check this before it is tagged:

      - \\#2 was reverted later on main, by #5, which is not in the plan.

      A captain leaves a change out with \`/release drop #N because …\`, or also takes the later one with \`/release pick #N\`. If everything is right as it is, you don't need to do anything."
    `)
    await release.shows('Check these first')
    await release.says('ada', '/release check smoke-tests')
    const question = await product.hears(release.tracking, '### Tag v2.0.1?')
    expect(question).toContain('was reverted later on main')
    expect(
      product.told(release.tracking).filter((one) => one.includes('Main changed something')),
    ).toHaveLength(1)
  })
})
