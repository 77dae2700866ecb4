import { describe, expect, it } from 'vitest'
import { lines, openProduct, type Product, seen } from './product.ts'

/** Main has #11, which changes a.txt; the line has one commit with this message and another content. */
async function resolvedOtherwise(product: Product, message: (sha: string) => string) {
  const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
  await product.on('line')
  await product.commit(message(sha), { 'a.txt': 'resolved otherwise\n' }, 'Cy')
}

describe('what is only said to be on the line stays a candidate, shown with what says so', () => {
  it.each<[string, string, (sha: string) => string]>([
    ['a trailer', 'trailer', (sha) => `fix: a\n\n(cherry picked from commit ${sha})`],
    ['an abbreviated one', 'trailer', (sha) => `fix: a\n\n(cherry picked from commit ${sha.slice(0, 7)})`],
    ['the number that the squash had', 'pull-request', () => 'fix: a (#11)'],
    ['both numbers', 'pull-request', () => '[2.0] fix: a (#11) (#99)'],
    ['a backport', 'pull-request', () => 'Fix a for 2.0 (#99)\n\nBackport of #11'],
    ['an automated pick', 'pull-request', () => 'Automated cherry pick of #11: fix a'],
    ['the branch of a merge', 'pull-request', () => 'Merge pull request #99 from o/backport-11-to-2.0'],
  ])('by %s', async (_, key, message) => {
    await using product = await openProduct()
    await resolvedOtherwise(product, message)

    expect(seen(await product.find())).toMatchObject({
      candidates: [`#11: probably on the line by ${key}`],
      leftOut: [],
    })
  })

  it('by a patch that differs in white space alone, as the Python fix with the wrong indentation', async () => {
    await using product = await openProduct()
    const code = (indent: string) =>
      `def load(path):\n    if not allowed(path):\n${indent}return None\n    return open(path)\n`
    const file = { 'load.py': 'def load(path):\n    return open(path)\n' }
    await product.commit('the file', file)
    await product.git('branch', '-f', 'line', 'main')
    await product.commit('fix: check the path (#11)', { 'load.py': code('        ') })
    await product.on('line')
    await product.commit('fix: check the path', { 'load.py': code('    ') }, 'Cy')

    expect(seen(await product.find()).candidates).toEqual(['#11: probably on the line by white-space'])
  })

  it('by author, author time and subject: a pick without -x whose conflict was resolved', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a', { 'a.txt': lines(30, { 3: 'fixed' }), 'b.txt': lines(2) })
    await product.pickToLine(sha)
    await product.on('line')
    await product.commit('to be folded in', { 'b.txt': lines(3) })
    await product.git('reset', '-q', '--soft', 'HEAD^')
    await product.git('commit', '-q', '--amend', '--no-edit')

    expect(seen(await product.find()).candidates).toEqual(['fix: a: probably on the line by authorship'])
  })

  it("by Gerrit's name for the change", async () => {
    await using product = await openProduct()
    const id = 'Change-Id: I0123456789abcdef0123456789abcdef01234567'
    await product.commit(`fix: a\n\n${id}`, { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(`fix: a, for 2.0\n\n${id}`, { 'a.txt': 'resolved otherwise\n' }, 'Cy')

    expect(seen(await product.find()).candidates).toEqual(['fix: a: probably on the line by trailer'])
  })

  it('where main has the copy and the line the original', async () => {
    await using product = await openProduct()
    await product.on('line')
    const original = await product.commit('fix: on the line first', { 'a.txt': 'one\n' })
    await product.on('main')
    await product.commit(`fix: and on main\n\n(cherry picked from commit ${original})`, { 'a.txt': 'two\n' })

    expect(seen(await product.find()).candidates).toEqual([
      'fix: and on main: probably on the line by trailer',
    ])
  })

  it('where both are copies of a third', async () => {
    await using product = await openProduct()
    const subject = 'chore: cherry-pick 5ccc043d8697 from upstream'
    await product.commit(`${subject} (#11)`, { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(`${subject} (#12)`, { 'a.txt': 'two\n' }, 'Cy')

    expect(seen(await product.find()).candidates).toEqual(['#11: probably on the line by trailer'])
  })

  it('where the same patch is there, and something took its content away again', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    await product.pickToLine(sha, '-x')
    await product.on('line')
    await product.commit('chore: tidy up', { 'a.txt': lines(30) })

    expect(seen(await product.find()).candidates).toEqual(['#11: probably on the line by trailer'])
  })

  it('where a merge of the line into main did more than that', async () => {
    await using product = await openProduct()
    await product.on('line')
    await product.commit('for 2.0', { 'b.txt': 'two\n' })
    await product.on('main')
    await product.git('merge', '-q', '--no-ff', '--no-commit', 'line')
    await product.commit("Merge branch 'line'", { 'c.txt': 'by the way\n' })

    expect(seen(await product.find()).candidates).toEqual([
      "Merge branch 'line': probably on the line by history",
    ])
  })
})

describe('a mention is no copy', () => {
  it.each([
    'Needed for the backport of #11',
    'We do not backport #11',
    'Keep the old way until (#11) is here',
    'fix: other\n\nBackport of https://github.com/upstream/parser/pull/11',
    'fix: other\n\nBackport of upstream/parser#11',
    'fix: other\n\nFixes #11',
  ])('%s', async (message) => {
    await using product = await openProduct()
    await resolvedOtherwise(product, () => message)

    expect(seen(await product.find()).candidates).toEqual(['#11'])
    const webUrl = 'https://github.com/acme/product'
    expect(seen(await product.find({ webUrl })).candidates).toEqual(['#11'])
  })

  it('a link to our own repository is one', async () => {
    await using product = await openProduct()
    await resolvedOtherwise(product, () => 'fix\n\nBackport of https://github.com/Acme/Product/pull/11')

    const found = await product.find({ webUrl: 'https://github.com/acme/product' })

    expect(seen(found).candidates).toEqual(['#11: probably on the line by pull-request'])
  })

  it('not a number that several commits of main bear, unless the titles agree', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': 'one\n' }, 'Bo')
    await product.commit('docs: of a (#11)', { 'b.txt': 'one\n' }, 'Cy')
    await product.on('line')
    await product.commit('docs: of a (#11)', { 'b.txt': 'two\n' }, 'Di')

    expect(seen(await product.find()).candidates).toContain('#11')
  })

  it('not a part that was picked, where the message says so', async () => {
    await using product = await openProduct()
    await resolvedOtherwise(product, (sha) => `Half of it\n\n(partially cherry picked from commit ${sha})`)

    expect(seen(await product.find()).candidates).toEqual(['#11'])
  })
})

describe('words on the line take no fix out', () => {
  it.each<[string, (sha: string) => string]>([
    ['a forged trailer', (sha) => `docs: notes\n\n(cherry picked from commit ${sha})`],
    ['a forged number', () => 'docs: notes (#11)'],
    ['a forged backport', () => 'docs: notes\n\nBackport of #11'],
  ])('of what the commit does not touch: %s', async (_, message) => {
    await using product = await openProduct()
    const sha = await product.commit('fix: auth bypass (#11)', { 'a.txt': 'checked\n' })
    await product.on('line')
    await product.commit(message(sha), { 'NOTES.md': 'notes\n' }, 'Mallory')

    expect(seen(await product.find())).toMatchObject({ candidates: ['#11'], leftOut: [] })
  })

  it('and the forged name is told of', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: auth bypass (#11)', { 'a.txt': 'checked\n' })
    await product.on('line')
    const forged = await product.commit(`docs: notes\n\n(cherry picked from commit ${sha})`, {
      'N.md': 'n\n',
    })

    expect((await product.find()).flags).toEqual([{ kind: 'named-on-line', candidate: '#11', by: forged }])
  })

  it('and a forged revert on main hides nothing', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: auth bypass (#11)', { 'a.txt': lines(30, { 3: 'checked' }) })
    await product.commit(`Revert "fix: auth bypass (#11)" (#12)\n\nThis reverts commit ${sha}.`, {
      'a.txt': lines(30, { 3: 'checked', 20: 'on the same path' }),
    })

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12'],
      leftOut: [],
      flags: ['#11 partly-reverted-later by #12'],
    })
  })
})
