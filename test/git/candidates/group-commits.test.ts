import { describe, expect, it } from 'vitest'
import { lines, openProduct, seen } from './product.ts'

const GITHUB_MERGE = 'Merge pull request #12 from ada/fix\n\nfix: merged'

describe('one candidate per merged pull request, else per commit', () => {
  it('takes a squash merge for its pull request', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: squashed (#11)', { 'a.txt': 'new\n' })

    const { candidates } = await product.find()

    expect(candidates).toMatchObject([
      {
        id: '#11',
        source: { kind: 'pull-request', number: 11, merge: 'squash' },
        title: 'fix: squashed',
        picks: [{ sha, mainline: null }],
        commits: [{ sha, paths: ['a.txt'] }],
        merged: [],
      },
    ])
  })

  it('takes a merge commit by its mainline, with the commits behind it', async () => {
    await using product = await openProduct()
    const sha = await product.merge(GITHUB_MERGE, [
      ['one', { 'a.txt': 'one\n' }],
      ['two', { 'b.txt': 'two\n' }],
    ])

    const { candidates } = await product.find()

    expect(candidates).toMatchObject([
      {
        id: '#12',
        source: { kind: 'pull-request', number: 12, merge: 'merge-commit' },
        title: 'fix: merged',
        picks: [{ sha, mainline: 1 }],
        commits: [{ sha, paths: ['a.txt', 'b.txt'] }],
        merged: [
          { message: 'one\n', paths: ['a.txt'] },
          { message: 'two\n', paths: ['b.txt'] },
        ],
      },
    ])
  })

  it('takes two merges of one pull request for two changes', async () => {
    await using product = await openProduct()
    await product.merge(GITHUB_MERGE, [['one', { 'a.txt': 'one\n' }]])
    await product.merge(GITHUB_MERGE, [['two', { 'b.txt': 'two\n' }]])

    const { candidates } = await product.find()

    expect(candidates.map(({ picks }) => picks.length)).toEqual([1, 1])
  })

  it('puts the commits of a rebase merge together, in their order', async () => {
    await using product = await openProduct()
    const trailer = 'PR-URL: https://github.com/o/r/pull/13'
    const shas = [
      await product.commit(`test: b\n\n${trailer}`, { 'b.txt': 'b\n' }, 'Bo'),
      await product.commit(`fix: b\n\n${trailer}`, { 'a.txt': 'b\n' }, 'Cy'),
    ]

    const { candidates } = await product.find()

    expect(candidates).toMatchObject([
      {
        id: '#13',
        source: { kind: 'pull-request', number: 13, merge: 'rebase' },
        title: 'test: b',
        picks: shas.map((sha) => ({ sha, mainline: null })),
      },
    ])
  })

  it('puts commits with one number together for one author alone, since the number may be an issue', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#14)', { 'a.txt': '1\n' }, 'Bo')
    await product.commit('test: a (#14)', { 'b.txt': '1\n' }, 'Bo')
    await product.commit('docs: a (#14)', { 'c.txt': '1\n' }, 'Cy')

    const { candidates } = await product.find()

    expect(candidates.map(({ id, picks }) => [id.slice(0, 3), picks.length])).toEqual([
      ['#14', 2],
      [candidates[1]?.commits[0]?.sha.slice(0, 3), 1],
    ])
  })

  it('gives a number to the first that has it, and every candidate an id of its own', async () => {
    await using product = await openProduct()
    await product.commit('fix: a (#14)', { 'a.txt': '1\n' })
    await product.commit('something else', { 'b.txt': '1\n' })
    await product.commit('fix: a, better (#14)', { 'a.txt': '2\n' })

    const { candidates } = await product.find()

    expect(candidates.map(({ source }) => source.kind)).toEqual(['pull-request', 'commit', 'commit'])
    expect(new Set(candidates.map(({ id }) => id)).size).toBe(3)
  })

  it('takes a merge that is no pull request as one, called by what it brought', async () => {
    await using product = await openProduct()
    await product.merge("Merge branch 'fix'", [['fix: something', { 'a.txt': '1\n' }]])
    await product.merge('Merge commit from fork\n\nfix: in private', [['wip', { 'b.txt': '1\n' }]])

    const { candidates } = await product.find()

    expect(candidates.map(({ title, picks }) => [title, picks[0]?.mainline])).toEqual([
      ['fix: something', 1],
      ['fix: in private', 1],
    ])
  })

  it("keeps main's own order, whatever the dates say", async () => {
    await using product = await openProduct()
    await product.commit('first (#3)', { 'a.txt': '1\n' })
    await product.merge('Merge pull request #1 from a/b\n\nsecond', [['x', { 'b.txt': '1\n' }]])
    await product.commit('third (#2)', { 'c.txt': '1\n' })

    expect(seen(await product.find()).candidates).toEqual(['#3', '#1', '#2'])
  })

  it('leaves out what changes nothing', async () => {
    await using product = await openProduct()
    await product.commit('ci: try again (#16)')
    await product.merge('Merge pull request #17 from a/b\n\nnothing', [['nothing', {}]])

    expect(seen(await product.find()).leftOut).toEqual(['#16: empty', '#17: empty'])
  })

  it('reads names, messages and paths that are no ASCII', async () => {
    await using product = await openProduct()
    await product.commit('fix: größer\n\nТело\n\nend', { 'größe "1".txt': lines(1) }, 'Åsa')

    const { candidates } = await product.find()

    expect(candidates[0]?.commits[0]).toMatchObject({
      message: 'fix: größer\n\nТело\n\nend\n',
      author: { name: 'Åsa' },
      paths: ['größe "1".txt'],
    })
  })
})
