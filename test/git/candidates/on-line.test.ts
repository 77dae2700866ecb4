import { describe, expect, it } from 'vitest'
import { lines, openProduct, seen } from './product.ts'

describe('what is on the line already is left out', () => {
  it('by an equal patch', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    await product.on('line')
    await product.commit('something for 2.0', { 'a.txt': lines(30, { 20: 'other' }) })
    await product.commit('fix a on the line', { 'a.txt': lines(30, { 3: 'fixed', 20: 'other' }) }, 'Cy')

    expect(seen(await product.find())).toEqual({
      candidates: [],
      leftOut: ['#11: on the line by patch-id'],
      flags: [],
    })
  })

  it('by a trailer, whole or abbreviated, though the patch is another', async () => {
    await using product = await openProduct()
    const [one, two] = [
      await product.commit('fix: a (#11)', { 'a.txt': 'one\n' }),
      await product.commit('fix: b (#12)', { 'b.txt': 'two\n' }),
    ]
    await product.on('line')
    await product.commit(
      `Two fixes\n\n(cherry picked from commit ${one})\n\n(cherry picked from commit ${two.slice(0, 7)})`,
      { 'a.txt': 'resolved otherwise\n' },
      'Cy',
    )

    expect(seen(await product.find()).leftOut).toEqual([
      '#11: on the line by trailer',
      '#12: on the line by trailer',
    ])
  })

  it.each([
    ['the number that the squash had', 'fix: a (#11)'],
    ['both numbers', '[2.0] fix: a (#11) (#99)'],
    ['a backport', 'Fix a for 2.0 (#99)\n\nBackport of #11'],
    ['an automated pick', 'Automated cherry pick of #11: fix a'],
  ])("by the pull request's number: %s", async (_, message) => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(message, { 'a.txt': 'resolved otherwise\n' }, 'Cy')

    expect(seen(await product.find()).leftOut).toEqual(['#11: on the line by pull-request'])
  })

  it('by author, author time and subject: a pick without -x whose conflict was resolved', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a', { 'a.txt': lines(30, { 3: 'fixed' }), 'b.txt': lines(2) })
    await product.pickToLine(sha)
    await product.on('line')
    await product.commit('to be folded in', { 'b.txt': lines(3) })
    await product.git('reset', '-q', '--soft', 'HEAD^')
    await product.git('commit', '-q', '--amend', '--no-edit')

    expect(seen(await product.find()).leftOut).toEqual(['fix: a: on the line by authorship'])
  })

  it("by Gerrit's name for the change", async () => {
    await using product = await openProduct()
    const id = 'Change-Id: I0123456789abcdef0123456789abcdef01234567'
    await product.commit(`fix: a\n\n${id}`, { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(`fix: a, for 2.0\n\n${id}`, { 'a.txt': 'resolved otherwise\n' }, 'Cy')

    expect(seen(await product.find()).leftOut).toEqual(['fix: a: on the line by trailer'])
  })

  it('where main has the copy and the line the original', async () => {
    await using product = await openProduct()
    await product.on('line')
    const original = await product.commit('fix: on the line first', { 'a.txt': 'one\n' })
    await product.on('main')
    await product.commit(`fix: and on main\n\n(cherry picked from commit ${original})`, { 'a.txt': 'two\n' })

    expect(seen(await product.find()).leftOut).toEqual(['fix: and on main: on the line by trailer'])
  })

  it('where both are copies of a third', async () => {
    await using product = await openProduct()
    const subject = 'chore: cherry-pick 5ccc043d8697 from upstream'
    await product.commit(`${subject} (#11)`, { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(`${subject} (#12)`, { 'a.txt': 'two\n' }, 'Cy')

    expect(seen(await product.find()).leftOut).toEqual(['#11: on the line by trailer'])
  })

  it('where a merge brought the line itself to main', async () => {
    await using product = await openProduct()
    const fix = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.pickToLine(fix, '-x')
    await product.git('merge', '-q', '--no-ff', '-X', 'ours', '-m', "Merge branch 'line'", 'line')
    await product.commit('fix: b (#12)', { 'b.txt': 'one\n' })

    expect(seen(await product.find())).toEqual({
      candidates: ['#12'],
      leftOut: ['#11: on the line by trailer', "Merge branch 'line': on the line by history"],
      flags: [],
    })
  })

  it('not by an issue that both mention', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit('fix: something else\n\nFixes #11', { 'b.txt': 'two\n' }, 'Cy')

    expect(seen(await product.find()).candidates).toEqual(['#11'])
  })

  it('not by a number that several commits of main bear, unless the titles agree', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': 'one\n' }, 'Bo')
    await product.commit('docs: of a (#11)', { 'b.txt': 'one\n' }, 'Cy')
    await product.on('line')
    await product.commit('docs: of a (#11)', { 'b.txt': 'two\n' }, 'Di')

    expect(seen(await product.find()).candidates).toContain('#11')
  })

  it('not by a part that was picked, where the message says so', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a', { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit(
      `Half of it\n\n(partially cherry picked from commit ${sha})`,
      { 'a.txt': 'two\n' },
      'Cy',
    )

    expect(seen(await product.find()).candidates).toEqual(['fix: a'])
  })
})

describe('a pull request of several commits', () => {
  const MERGE = 'Merge pull request #12 from ada/fix\n\nfix: merged'

  it('is on the line when all its commits are', async () => {
    await using product = await openProduct()
    const merge = await product.merge(MERGE, [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
      ['nothing', {}],
    ])
    await product.pickToLine(`${merge}^2~2`, '-x')
    await product.pickToLine(`${merge}^2~1`)

    expect(seen(await product.find()).leftOut).toEqual(['#12: on the line by patch-id'])
  })

  it('is on the line when one commit there has the whole difference', async () => {
    await using product = await openProduct()
    const merge = await product.merge(MERGE, [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
    ])
    await product.pickToLine(merge, '-m', '1')

    expect(seen(await product.find()).leftOut).toEqual(['#12: on the line by patch-id'])
  })

  it('stays with the rest where the line has a part, and the part is left out', async () => {
    await using product = await openProduct()
    const merge = await product.merge(MERGE, [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
    ])
    await product.pickToLine(`${merge}^2~1`, '-x')

    const found = await product.find()

    expect(seen(found)).toEqual({ candidates: ['#12'], leftOut: ['one: on the line by trailer'], flags: [] })
    expect(found.candidates).toMatchObject([
      { picks: [{ sha: merge, mainline: 1 }], merged: [{ message: 'two\n' }] },
    ])
  })

  it('is picked without the commits that the line has, after a rebase merge', async () => {
    await using product = await openProduct()
    const trailer = 'PR-URL: https://github.com/o/r/pull/13'
    const first = await product.commit(`one\n\n${trailer}`, { 'a.txt': 'one\n' })
    const second = await product.commit(`two\n\n${trailer}`, { 'b.txt': 'two\n' })
    await product.pickToLine(first, '-x')

    const found = await product.find()

    expect(found.candidates).toMatchObject([{ id: '#13', picks: [{ sha: second, mainline: null }] }])
    expect(found.leftOut).toMatchObject([{ candidate: { id: first } }])
  })
})

describe('a pick that the line took back', () => {
  it('is a candidate again', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const picked = await product.pickToLine(sha, '-x')
    await product.on('line')
    await product.revert(picked)

    expect(seen(await product.find()).candidates).toEqual(['#11'])
  })

  it('is on the line again when it was picked again', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const picked = await product.pickToLine(sha, '-x')
    await product.on('line')
    const reverted = await product.revert(picked)
    await product.revert(reverted)

    expect(seen(await product.find()).leftOut).toEqual(['#11: on the line by trailer'])
  })

  it('is where main is when main took it back as well, and the line picked that', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const reverted = await product.revert(sha, `Revert "fix: a (#11)" (#12)\n\nThis reverts commit ${sha}.`)
    await product.pickToLine(sha, '-x')
    await product.pickToLine(reverted, '-x')

    expect(seen(await product.find()).leftOut).toEqual([
      '#11: on the line by trailer',
      '#12: on the line by trailer',
    ])
  })
})
