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
      flags: [],
    })
  })
})

it('keeps the revert of something before the range a candidate', async () => {
  await using product = await openProduct()
  const before = await product.commit('feat: a', { 'a.txt': 'one\n' })
  await product.git('branch', '-f', 'line', 'main')
  await product.revert(before)

  expect(seen(await product.find()).candidates).toEqual(['Revert "feat: a"'])
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
