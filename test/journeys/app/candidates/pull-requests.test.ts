import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp } from '../../../worlds/app/product.ts'
import { CRASH } from '../../../worlds/app/releasing.ts'
import type { AppWorld } from '../../../worlds/app/world.ts'

let app: AppWorld
beforeAll(async () => {
  app = await openApp()
})

describe('what GitHub knows of a pull request', () => {
  it('makes all commits of a rebase merge one candidate, without a number in any subject', async () => {
    const product = await makeProduct(app)
    const number = await product.opens({ ...CRASH, labels: ['Patch-Candidate'] })
    const { headBranch } = product.pull(number).pull
    await product
      .person('linus')
      .pushes({ branch: headBranch, message: 'fix: and on a full one', files: { 'src/full.ts': '' } })
    await product.person('grace').reviews(number, 'APPROVED')
    await product.person('ada').merges(number, 'rebase')
    const { number: tracking } = await product.tracking()
    expect(await product.reads(tracking, `/pull/${number}`)).toContain('The plan of 1 change is ready.')
    await product.says('ada', tracking, '/release cut')
    await product.reads(tracking, '## Tests')
    const { head } = (await product.pullFrom('release/v2.0.1')).pull
    expect(head).not.toBe('')
  })

  it('gives a pushed commit no review of the pull request that its subject names', async () => {
    const product = await makeProduct(app)
    const number = await product.merges({ ...CRASH, labels: ['patch-candidate'] })
    const sha = await product.person('linus').pushes({
      branch: 'main',
      message: `fix: do not crash, and let everyone in (#${number})\n\nReviewed-by: Grace <grace@example.org>`,
      files: { 'src/auth.ts': 'export const open = true\n' },
    })
    const { number: tracking } = await product.tracking()
    const explained = await product.says('ada', tracking, `/release explain ${sha}`)
    expect(explained).toContain('GitHub knows no pull request that it came by')
    expect(explained).not.toMatch(/approved/i)
  })

  it('calls a change as its pull request is called, edited after the merge too', async () => {
    const product = await makeProduct(app)
    const number = await product.merges({ ...CRASH, labels: ['patch-candidate'] })
    await product.person('linus').edits(number, { title: 'fix: do not crash on an empty list' })
    const { number: tracking } = await product.tracking()
    await product.says('ada', tracking, '/release plan')
    await product.reads(tracking, 'do not crash on an empty list')
  })
})
