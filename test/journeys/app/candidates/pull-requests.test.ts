import { beforeAll, describe, expect, it } from 'vitest'
import { makeProduct, openApp, type Product } from '../../../worlds/app/product.ts'
import { CRASH, cut, PANIC } from '../../../worlds/app/releasing.ts'
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

describe('what nobody knows of a change', () => {
  it('is counted in the verdict, and holds the cut until somebody else ticks it', async () => {
    const product = await makeProduct(app)
    const number = await product.merges({ ...CRASH, body: 'Severity: P1', labels: ['patch-candidate'] })
    const { number: tracking } = await product.tracking()
    await product.says('ada', tracking, '/release cut')
    const body = await product.reads(tracking, 'The cut of v2.0.1 waits: 1 answer of 1 change is to confirm.')
    expect(body).toContain('| eligible, **1 to confirm** |')
    expect(body).toContain('risk assessed')
    await product.until('the count in the check', () =>
      product.verdict(number).title.includes('1 to confirm'),
    )

    const tick = (text: string) =>
      text.replace('- [ ] I checked all of these', '- [x] I checked all of these')
    await product.person('grace').edits(tracking, { body: tick(body) })
    await product.reads(tracking, '## Tests')
    expect(await product.reads(tracking, '## Decisions')).toContain('was confirmed by grace')
  })

  it('is not confirmed by who wrote the change, and by a command for several', async () => {
    const product = await makeProduct(app)
    const [one, two] = [
      await product.merges({ ...CRASH, body: 'Severity: P1', labels: ['patch-candidate'] }),
      await product.merges({ ...PANIC, body: 'Severity: P1', labels: ['patch-candidate'] }),
    ]
    const { number: tracking } = await product.tracking()
    await product.reads(tracking, '2 answers of 2 changes are to confirm')
    expect(await product.says('linus', tracking, `/release assess #${one} confirm=all`)).toContain(
      `You wrote #${one}, so you can't confirm it.`,
    )
    await product.says('ada', tracking, `/release assess #${one} #${two} confirm=risk-assessed`)
    await product.reads(tracking, 'A captain creates the release branch')
  })
})

describe('a change that is probably on the line', () => {
  /** Main has a fix, #1, and the line's last release a commit that names it, with other content. */
  async function probable(product: Product): Promise<{ number: number; tracking: number }> {
    const line = { branch: 'maintenance', from: 'v2.0.0' }
    const files = { 'src/empty.ts': 'export const empty = true\n' }
    await product
      .person('ada')
      .pushes({ ...line, message: 'fix: do not crash on an empty queue (#1)', files })
    await product.person('ada').tags('v2.0.1', 'maintenance')
    const number = await product.merges({ ...CRASH, files: { ...CRASH.files, ...files } })
    await product.says('ada', number, '/release plan')
    const { number: tracking } = await product.tracking('v2.0.2')
    await product.reads(tracking, 'probably already on the line')
    return { number, tracking }
  }

  it.each(['/release pick', '/release assess risk=low type=crash'])('is taken by %s', async (command) => {
    const product = await makeProduct(app)
    const { number, tracking } = await probable(product)
    const [, word = '', ...rest] = command.split(' ')
    await product.says('ada', tracking, ['/release', word, `#${number}`, ...rest].join(' '))
    await product.reads(tracking, 'The plan of 1 change is ready.')
  })
})

describe('a pull request that changes the config', () => {
  it('says every mistake beside its line, and then that it is valid, and what it does to open releases', async () => {
    const product = await makeProduct(app)
    await product.merges({ ...CRASH, labels: ['patch-candidate'] })
    const { number: tracking } = await product.tracking()
    const wrong = 'tests: []\ncriteria:\n  rules: { merged: maybe }\nunknwon: 1\n'
    const config = '.github/release-captain.yml'
    const number = await product.opens({ title: 'ci: change the config', files: { [config]: wrong } })
    await product.until('the mistakes', () => product.verdict(number).title === '2 mistakes')
    expect(product.verdict(number).conclusion).toBe('failure')

    const { headBranch } = product.pull(number).pull
    const mended = { [config]: 'tests: []\n' }
    await product.person('linus').pushes({ branch: headBranch, message: 'ci: mend', files: mended })
    await product.until('the check', () => product.verdict(number).title === 'The config is valid')
    const [check] = product.repository.checks
      .filter(({ name }) => name === 'Release Captain / config')
      .slice(-1)
    expect(check?.output.summary).toContain(`v2.0.1 (#${tracking}) keeps the policy that it has.`)
  })

  it('and one that leaves it alone gets no such check', async () => {
    const product = await makeProduct(app)
    const number = await product.opens({ ...CRASH, labels: ['patch-candidate'] })
    await product.until('the verdict', () => product.verdict(number).title.startsWith('Eligible'))
    expect(product.repository.checks.filter(({ name }) => name === 'Release Captain / config')).toEqual([])
  })
})

it('a pull request to a release branch says that it goes past the plan, and what its merge would do', async () => {
  const product = await makeProduct(app)
  await cut(product, CRASH)
  const linus = product.person('linus')
  await linus.pushes({
    branch: 'more',
    from: 'release/v2.0.1',
    message: 'fix: more',
    files: { 'src/more.ts': '' },
  })
  const { number } = await linus.opensPullRequest({
    title: 'fix: more',
    head: 'more',
    base: 'release/v2.0.1',
  })
  await product.until(
    'the check',
    () => product.verdict(number).title === 'Goes into v2.0.1 without the plan',
  )
  expect(product.verdict(number).conclusion).toBe('action_required')
})

it('an open issue with the label of a blocker stops the cut, which goes on when it is closed', async () => {
  const product = await makeProduct(app)
  const blocker = await product.person('grace').opensIssue({ title: 'The build loses files' })
  await product.person('grace').labels(blocker.number, 'release-blocker')
  await product.merges({ ...CRASH, labels: ['patch-candidate'] })
  const { number: tracking } = await product.tracking()
  await product.says('ada', tracking, '/release cut')
  await product.reads(tracking, /The cut of v2\.0\.1 waits for .+, which blocks releases\./)
  await product.person('grace').closes(blocker.number)
  await product.says('ada', tracking, '/release plan')
  await product.reads(tracking, '## Tests')
})
