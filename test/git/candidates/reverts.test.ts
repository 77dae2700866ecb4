import { describe, expect, it } from 'vitest'
import { lines, openProduct, seen } from './product.ts'

describe('a change and its revert that are both in the range', () => {
  it('are left out both', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.revert(sha)

    expect(seen(await product.find())).toEqual({
      candidates: [],
      leftOut: ['#11: reverted by Revert "fix: a (#11)"', 'Revert "fix: a (#11)": reverts #11'],
      flags: [],
    })
  })

  it.each([
    [
      'an abbreviated commit',
      (sha: string) => `Revert "fix: a" (#12)\n\nThis reverts commit ${sha.slice(0, 7)}.`,
    ],
    ["GitHub's words", () => 'Revert "fix: a (#11)" (#12)\n\nReverts owner/repo#11'],
    ['the title alone', () => 'Revert "fix: a" (#12)'],
  ])('are told by %s', async (_, message) => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.revert(sha, message(sha))

    expect(seen(await product.find()).leftOut).toEqual(['#11: reverted by #12', '#12: reverts #11'])
  })

  it('are told where both came by merge commits', async () => {
    await using product = await openProduct()
    const merge = await product.merge('Merge pull request #11 from ada/a\n\nfix: a', [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
    ])
    await product.git('checkout', '-q', '-b', 'undo')
    await product.revert(merge, undefined, '-m', '1')
    await product.on('main')
    await product.git('merge', '-q', '--no-ff', '-m', 'Merge pull request #12 from ada/undo', 'undo')

    expect(seen(await product.find()).leftOut).toEqual(['#11: reverted by #12', '#12: reverts #11'])
  })

  it('stay both where the revert does something besides', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.commit(`fix: a in another way (#12)\n\nThis reverts commit ${sha}.`, {
      'a.txt': lines(30),
      'b.txt': 'otherwise\n',
    })

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12'],
      leftOut: [],
      flags: ['#11 reverted-later by #12'],
    })
  })

  it('leave the revert a candidate where the line has the change', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.pickToLine(sha, '-x')
    await product.revert(sha, `Revert "fix: a (#11)" (#12)\n\nThis reverts commit ${sha}.`)

    expect(seen(await product.find())).toEqual({
      candidates: ['#12'],
      leftOut: ['#11: on the line by trailer'],
      flags: ['#12 reverts-line by #11'],
    })
  })
})

it('keeps the revert of something before the range a candidate', async () => {
  await using product = await openProduct()
  const before = await product.commit('feat: a', { 'a.txt': 'one\n' })
  await product.git('branch', '-f', 'line', 'main')
  await product.revert(before)

  const found = await product.find()

  expect(seen(found).candidates).toEqual(['Revert "feat: a"'])
  expect(found.flags).toEqual([
    { kind: 'reverts-line', candidate: await product.git('rev-parse', 'main'), by: before },
  ])
})

describe('a revert that does not cancel out to the last byte stays, and so does what it takes back', () => {
  it('one that keeps half', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'three', 20: 'twenty' }) })
    await product.commit(`Revert "fix: a (#11)" (#12)\n\nThis reverts commit ${sha}.`, {
      'a.txt': lines(30, { 3: 'three' }),
    })

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12'],
      leftOut: [],
      flags: ['#11 partly-reverted-later by #12'],
    })
  })

  it('an undo in one case, on the same files', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: retry (#11)', { 'a.txt': lines(30, { 3: 'retry' }) })
    await product.commit(`Undo the retry where the cache is empty (#12)\n\nThis reverts commit ${sha}.`, {
      'a.txt': lines(30, { 3: 'retry unless the cache is empty' }),
    })

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12'],
      leftOut: [],
      flags: ['#11 partly-reverted-later by #12'],
    })
  })

  it('a reapply with corrections: all three, in order', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'wrong' }) })
    const undone = await product.revert(sha, `Revert "fix: a (#11)" (#12)\n\nThis reverts commit ${sha}.`)
    await product.commit(`Reapply "fix: a (#11)" (#13)\n\nThis reverts commit ${undone}.`, {
      'a.txt': lines(30, { 3: 'right' }),
    })

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12', '#13'],
      leftOut: [],
      flags: ['#11 reverted-later by #12', '#12 partly-reverted-later by #13'],
    })
  })

  it('a merge that says it reverts, and brings something by the way', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.git('checkout', '-q', '-b', 'undo')
    await product.revert(sha)
    await product.on('main')
    await product.git('merge', '-q', '--no-ff', '--no-commit', 'undo')
    await product.commit('Merge pull request #12 from x/undo', { 'b.txt': 'by the way\n' })

    expect(seen(await product.find()).candidates).toEqual(['#11', '#12'])
  })
})

it('takes a revert and its change out also where other changes of the same file stand between them', async () => {
  await using product = await openProduct()
  const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
  await product.commit('fix: other (#12)', { 'a.txt': lines(30, { 1: 'one', 3: 'fixed', 5: 'five' }) })
  await product.revert(sha, `Revert "fix: a (#11)" (#13)\n\nThis reverts commit ${sha}.`)

  expect(seen(await product.find())).toMatchObject({
    candidates: ['#12'],
    leftOut: ['#11: reverted by #13', '#13: reverts #11'],
  })
})

it('takes a rebased pull request of several commits and its revert out together', async () => {
  await using product = await openProduct()
  const trailer = 'PR-URL: https://github.com/o/r/pull/11'
  await product.commit(`one\n\n${trailer}`, { 'a.txt': 'one\n' })
  await product.commit(`two\n\n${trailer}`, { 'b.txt': 'two\n' })
  await product.git('revert', '--no-commit', 'HEAD', 'HEAD^')
  await product.commit('Revert "one and two" (#12)\n\nReverts o/r#11')

  expect(seen(await product.find()).leftOut).toEqual(['#11: reverted by #12', '#12: reverts #11'])
})

describe('a revert of a revert', () => {
  it('brings the change back', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const undone = await product.revert(sha)
    await product.revert(undone)

    expect(seen(await product.find())).toMatchObject({
      candidates: ['#11'],
      leftOut: [
        'Revert "fix: a (#11)": reverted by Revert "Revert "fix: a (#11)""',
        'Revert "Revert "fix: a (#11)"": reverts Revert "fix: a (#11)"',
      ],
    })
  })

  it('takes it away again when that is reverted', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const undone = await product.revert(sha)
    const redone = await product.revert(undone)
    await product.revert(redone)

    expect(seen(await product.find()).candidates).toEqual([])
  })

  it('comes to nothing where the change is older than the range', async () => {
    await using product = await openProduct()
    const before = await product.commit('feat: a', { 'a.txt': 'one\n' })
    await product.git('branch', '-f', 'line', 'main')
    const undone = await product.revert(before)
    await product.revert(undone)

    expect(seen(await product.find()).candidates).toEqual([])
  })
})

describe('flags', () => {
  it('tell of a pull request of which a part is reverted later', async () => {
    await using product = await openProduct()
    const merge = await product.merge('Merge pull request #11 from ada/a\n\nfix: a', [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
    ])
    await product.revert(`${merge}^2`, 'Revert "two" (#12)')

    expect(seen(await product.find())).toEqual({
      candidates: ['#11', '#12'],
      leftOut: [],
      flags: ['#11 partly-reverted-later by #12'],
    })
  })

  it('tell of a commit that is reverted in part', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n', 'b.txt': 'one\n' })
    await product.commit(`fix: b (#12)\n\nThis partially reverts commit ${sha}.`, { 'b.txt': lines(30) })

    expect(seen(await product.find()).flags).toEqual(['#11 partly-reverted-later by #12'])
  })

  it.each([
    ['a kernel trailer', (sha: string) => `fix: a, too (#12)\n\nFixes: ${sha.slice(0, 12)} ("fix: a")`],
    ['words', () => 'fix: a, too (#12)\n\nFollow-up to #11'],
  ])('tell of a follow-up fix: %s', async (_, message) => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.commit(message(sha), { 'b.txt': 'one\n' })

    expect(seen(await product.find()).flags).toEqual(['#11 follow-up by #12'])
  })

  it('are silent of what is no candidate', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.pickToLine(sha, '-x')
    await product.commit('fix: a, too (#12)\n\nFollow-up to #11', { 'b.txt': 'one\n' })

    expect(seen(await product.find()).flags).toEqual([])
  })
})
