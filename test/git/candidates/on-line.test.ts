import { describe, expect, it } from 'vitest'
import { lines, openProduct, seen } from './product.ts'

describe('what is proved to be on the line is left out', () => {
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

  it('by an equal patch, though the line changed it again since', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    await product.pickToLine(sha)
    await product.on('line')
    await product.commit('better', { 'a.txt': lines(30, { 3: 'fixed for 2.0' }) })

    expect(seen(await product.find()).leftOut).toEqual(['#11: on the line by patch-id'])
  })

  it('by a trailer over the same changed lines, whatever stands around them', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    await product.on('line')
    await product.commit('for 2.0', { 'a.txt': lines(30, { 4: 'other' }) })
    await product.commit(`fix: a\n\n(cherry picked from commit ${sha})`, {
      'a.txt': lines(30, { 3: 'fixed', 4: 'other' }),
    })
    await product.commit('for 2.0, later', { 'a.txt': lines(30, { 3: 'fixed for 2.0', 4: 'other' }) })

    expect(seen(await product.find()).leftOut).toEqual(['#11: on the line by trailer'])
  })

  it('by a pick that changes nothing, whatever the message says', async () => {
    await using product = await openProduct()
    const a = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    const b = await product.commit('fix: b (#12)', { 'b.txt': lines(30, { 3: 'fixed' }) })
    await product.on('line')
    const both = `Two fixes\n\n(cherry picked from commit ${a})\n\n(cherry picked from commit ${b.slice(0, 7)})`
    await product.commit(
      both,
      { 'a.txt': lines(30, { 3: 'fixed' }), 'b.txt': lines(30, { 3: 'fixed' }) },
      'Cy',
    )

    expect(seen(await product.find()).leftOut).toEqual([
      '#11: on the line by content',
      '#12: on the line by content',
    ])
  })

  it('where a merge brought the line itself to main', async () => {
    await using product = await openProduct()
    const fix = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.pickToLine(fix, '-x')
    await product.git('merge', '-q', '--no-ff', '-X', 'ours', '-m', "Merge branch 'line'", 'line')
    await product.commit('fix: b (#12)', { 'b.txt': 'one\n' })

    expect(seen(await product.find())).toEqual({
      candidates: ['#12'],
      leftOut: ['#11: on the line by trailer', "Merge branch 'line': on the line by patch-id"],
      flags: [],
    })
  })
})

describe('one commit of the line proves one change of main', () => {
  const before = { 'a.txt': `${lines(12)}${lines(12)}` }
  const first = { 'a.txt': `${lines(12, { 6: 'checked' })}${lines(12)}` }
  const second = { 'a.txt': `${lines(12)}${lines(12, { 6: 'checked' })}` }
  const both = { 'a.txt': `${lines(12, { 6: 'checked' })}${lines(12, { 6: 'checked' })}` }

  it.each([
    ['the first of two equal patches', first, '#11'],
    ['the second of two equal patches', second, '#12'],
  ])('the one whose content is there: %s', async (_, onLine, left) => {
    await using product = await openProduct()
    await product.commit('the file', before)
    await product.git('branch', '-f', 'line', 'main')
    await product.commit('fix: check the first (#11)', first, 'Al')
    await product.commit('fix: check the second (#12)', both, 'Bo')
    await product.on('line')
    await product.commit('fix: check it', onLine, 'Cy')

    const found = seen(await product.find())

    expect(found.leftOut).toEqual([`${left}: on the line by patch-id`])
    expect(found.candidates).toEqual(['#11', '#12'].filter((id) => id !== left))
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
    const [first, second] = await rebased(product)
    await product.pickToLine(first, '-x')

    const found = await product.find()

    expect(found.candidates).toMatchObject([{ id: '#13', picks: [{ sha: second, mainline: null }] }])
    expect(found.leftOut).toMatchObject([{ candidate: { id: first } }])
  })

  it('is picked whole where the line lost the part again', async () => {
    await using product = await openProduct()
    const [first] = await rebased(product)
    await product.pickToLine(first, '-x')
    await product.on('line')
    await product.commit('chore: tidy up', { 'a.txt': lines(30) })

    expect(seen(await product.find())).toMatchObject({ candidates: ['#13'], leftOut: [] })
  })

  async function rebased(product: Awaited<ReturnType<typeof openProduct>>) {
    const trailer = 'PR-URL: https://github.com/o/r/pull/13'
    return [
      await product.commit(`one\n\n${trailer}`, { 'a.txt': 'one\n' }),
      await product.commit(`two\n\n${trailer}`, { 'b.txt': 'two\n' }),
    ] as const
  }
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

  it('is a candidate by the word of a message too, and its empty pick takes it out of a plan', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const picked = await product.pickToLine(sha, '-x')
    await product.on('line')
    await product.commit(`Revert "fix: a (#11)"\n\nThis reverts commit ${picked}.`, { 'b.txt': 'two\n' })

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

  it('is gone with its revert when main took it back as well, and the line picked that', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const reverted = await product.revert(sha, `Revert "fix: a (#11)" (#12)\n\nThis reverts commit ${sha}.`)
    await product.pickToLine(sha, '-x')
    await product.pickToLine(reverted, '-x')

    expect(seen(await product.find()).leftOut).toEqual([
      '#11: reverted by #12',
      '#12: on the line by trailer',
    ])
  })
})

describe('what the line has since its last release', () => {
  it('is main’s change where that is proved, and only said to be one where words say so', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': lines(30, { 3: 'fixed' }) })
    await product.commit('fix: let nobody in (#12)', { 'b.txt': lines(30, { 3: 'fixed' }) })
    const base = await product.git('rev-parse', 'line')
    await product.pickToLine(sha)
    await product.on('line')
    await product.commit('fix: let nobody in (#12)', { 'b.txt': lines(30, { 9: 'prepared' }) })

    const { onLine } = await product.find({ base, start: 'line' })
    expect(onLine.map(({ main, said }) => [main?.id ?? null, said?.id ?? null])).toEqual([
      ['#11', null],
      [null, '#12'],
    ])
  })
})
