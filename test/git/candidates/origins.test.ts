import { describe, expect, it } from 'vitest'
import { openProduct, type Product, seen } from './product.ts'

const files = (name: string) => ({ [`${name}.txt`]: `${name}\n` })

describe('where GitHub says which commit came by which pull request', () => {
  it('takes all commits of a rebase merge as one change, whatever their subjects say', async () => {
    await using product = await openProduct()
    const shas = [
      await product.commit('test: cover the gateway', files('x')),
      await product.commit('fix: crash of the gateway', files('y'), 'Grace'),
    ]
    await product.commit('docs: by hand', files('z'))
    const origins = Object.fromEntries(shas.map((sha) => [sha, 7]))
    const { candidates } = await product.find({ origins })
    expect(candidates).toMatchObject([
      { id: '#7', source: { number: 7, merge: 'rebase' }, picks: shas.map((sha) => ({ sha })) },
      { source: { kind: 'commit' }, title: 'docs: by hand' },
    ])
  })

  it('takes a squash under a title without a number for its pull request', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: crash (#1) of the gateway', files('x'))
    const { candidates } = await product.find({ origins: { [sha]: 1 } })
    expect(candidates).toMatchObject([{ id: '#1', source: { merge: 'squash' }, picks: [{ sha }] }])
  })

  it('gives a pushed commit no pull request that its subject or a trailer names', async () => {
    await using product = await openProduct()
    const merged = await product.commit('fix: crash (#1)', files('x'))
    await product.commit('fix: let everybody in (#1)', files('y'))
    await product.commit('fix: more\n\nPR-URL: https://github.com/o/r/pull/1', files('z'))
    await product.merge('Merge pull request #2 from eve/fix\n\nfix: as told', [['wip', files('w')]])
    const { candidates } = await product.find({ origins: { [merged]: 1 } })
    expect(candidates.map(({ id, source }) => [source.kind, id === '#1'])).toEqual([
      ['pull-request', true],
      ['commit', false],
      ['commit', false],
      ['commit', false],
    ])
  })

  it('walks a merge that is no pull request and brings some', async () => {
    await using product = await openProduct()
    const [merge, behind] = await mergeOfTwo(product, "Merge branch 'develop'")
    const origins = { [behind[0]]: 11, [behind[1]]: 12 }
    expect(seen(await product.find({ origins })).candidates).toEqual(['#11', '#12'])
    const whole = await product.find({ origins: { ...origins, [merge]: 13 } })
    expect(seen(whole).candidates).toEqual(['#13'])
  })
})

async function mergeOfTwo(product: Product, message: string) {
  const merge = await product.merge(message, [
    ['fix: let nobody in (#11)', files('x')],
    ['feat: dark mode (#12)', files('y')],
  ])
  const behind = (await product.git('rev-list', '--reverse', `${merge}^1..${merge}^2`)).trim().split('\n')
  return [merge, [behind[0] ?? '', behind[1] ?? '']] as const
}

describe('a merge made by `git pull` on main', () => {
  const PULL = "Merge branch 'main' of github.com:godel/api"

  it('hides no pull request behind it: each is a change of its own', async () => {
    await using product = await openProduct()
    await product.commit('fix: at home', files('home'))
    await mergeOfTwo(product, PULL)
    const { candidates } = await product.find()
    expect(candidates.map(({ id, title, picks }) => [id.startsWith('#') ? id : title, picks.length])).toEqual(
      [
        ['fix: at home', 1],
        ['#11', 1],
        ['#12', 1],
      ],
    )
    expect(candidates.flatMap(({ picks }) => picks).every(({ mainline }) => mainline === null)).toBe(true)
  })

  it('is walked where another one stands behind it, and merges of pull requests keep their commits', async () => {
    await using product = await openProduct()
    await product.git('checkout', '-q', '-b', 'theirs')
    await product.commit('fix: theirs (#21)', files('x'))
    await product.git('checkout', '-q', '-b', 'topic')
    await product.commit('wip', files('y'))
    await product.on('theirs')
    await product.git('merge', '-q', '--no-ff', '-m', 'Merge pull request #22 from a/b\n\nfix: b', 'topic')
    await product.on('main')
    await product.commit('fix: ours (#23)', files('z'))
    await product.git('merge', '-q', '-m', "Merge branch 'main' of github.com:godel/api", 'theirs')
    const { candidates } = await product.find()
    expect(candidates.map(({ id, merged }) => [id, merged.length])).toEqual([
      ['#23', 0],
      ['#21', 0],
      ['#22', 1],
    ])
  })
})
