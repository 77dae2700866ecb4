import { appendFile, chmod, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readHistory } from '../../../src/git/candidates/history.ts'
import { computePatchIds, type PatchIdKind } from '../../../src/git/candidates/patch-ids.ts'
import { folder } from '../repositories.ts'
import { lines, openProduct, type Product } from './product.ts'

async function historyOf(product: Product, to = 'main') {
  const [from, tip] = [
    await product.git('rev-list', '--max-parents=0', to),
    await product.git('rev-parse', to),
  ]
  return readHistory({ gitDir: product.gitDir, from, to: tip })
}

async function idsOf(product: Product, cache: string | null = null, kind?: PatchIdKind) {
  return computePatchIds({ gitDir: product.gitDir, cache }, await historyOf(product), kind)
}

describe('patch-ids', () => {
  it('call equal what git log --cherry-mark calls equal: text, modes, binaries, new and deleted files', async () => {
    await using product = await openProduct()
    const changes = [
      await product.commit('text', { 'a.txt': lines(30, { 9: 'nine' }) }),
      await product.commit('new', { 'new.txt': lines(3), 'no-end.txt': 'end' }),
      await product.commit('binary', { 'image.png': '\0\x01\x02' }),
      await product.commit('binary, changed', { 'image.png': '\0\x01\x03' }),
      await product.commit('space', { 'b.txt': lines(30, { 9: '  line   9' }) }),
    ]
    await chmod(join(product.gitDir, '..', 'c.txt'), 0o755)
    changes.push(await product.commit('mode'))
    await product.git('mv', 'a.txt', 'moved.txt')
    changes.push(await product.commit('rename'))
    await product.git('rm', '-q', 'c.txt')
    changes.push(await product.commit('deletion'))
    for (const sha of changes) await product.pickToLine(sha)

    const range = ['--left-right', '--cherry-mark', '--no-merges', '--format=%m %s', 'line...main']
    const marked = (await product.git('log', ...range)).split('\n').filter((line) => line.startsWith('='))
    const [main, line] = [
      await idsOf(product),
      await computePatchIds({ gitDir: product.gitDir, cache: null }, await historyOf(product, 'line')),
    ]
    const equal = new Set(main.values()).intersection(new Set(line.values()))

    expect(marked).toHaveLength(2 * changes.length)
    expect(equal.size).toBe(changes.length)
  })

  it('tell changes apart that differ in white space alone, and but-white-space does not', async () => {
    await using product = await openProduct()
    const texts = [
      '  return 0\n',
      '    return 0\n',
      '\treturn 0\n',
      '  return 0 \n',
      '  return 0\r\n',
      '  return 0',
    ]
    for (const [i, text] of texts.entries()) {
      await product.commit(`add ${i}`, { 'a.py': text })
      await product.git('rm', '-q', 'a.py')
      await product.commit(`remove ${i}`)
    }

    const [verbatim, without] = [await idsOf(product), await idsOf(product, null, 'but-white-space')]
    expect(new Set(verbatim.values()).size).toBe(2 * texts.length)
    expect(new Set(without.values()).size).toBe(2)
  })

  it('of changed lines alone are equal whatever stands around them', async () => {
    await using product = await openProduct()
    await product.commit('one', { 'a.txt': lines(30, { 5: 'five' }) })
    await product.commit('back', { 'a.txt': lines(30, { 4: 'other' }) })
    await product.commit('again', { 'a.txt': lines(30, { 4: 'other', 5: 'five' }) })
    const [one, , again] = (await historyOf(product)).slice(-3).map(({ sha }) => sha)
    const equal = (ids: Map<string, string>) => ids.get(one ?? '') === ids.get(again ?? '')

    expect(equal(await idsOf(product))).toBe(false)
    expect(equal(await idsOf(product, null, 'changed-lines'))).toBe(true)
  })

  it('tell changes of one binary file apart', async () => {
    await using product = await openProduct()
    await product.commit('one', { 'image.png': '\0\x01' })
    await product.commit('two', { 'image.png': '\0\x02' })
    await product.commit('three', { 'image.png': '\0\x03' })

    expect(new Set((await idsOf(product)).values()).size).toBe(3)
  })

  it('are of the difference from the first parent for a merge', async () => {
    await using product = await openProduct()
    const merge = await product.merge('Merge', [['one', { 'a.txt': 'one\n' }]])

    const ids = await idsOf(product)

    expect(ids.get(merge)).toBeDefined()
    expect(ids.get(merge)).toBe(ids.get(await product.git('rev-parse', `${merge}^2`)))
  })

  it('are none for what changes nothing', async () => {
    await using product = await openProduct()
    await product.commit('nothing')

    expect(await idsOf(product)).toEqual(new Map())
  })
})

describe('what was computed is kept', () => {
  it('also that there is nothing to compare, and no object is needed again', async () => {
    await using product = await openProduct()
    await using cache = await folder()
    await product.commit('one', { 'a.txt': 'one\n' })
    await product.commit('nothing')
    const commits = await historyOf(product)
    const first = await computePatchIds({ gitDir: product.gitDir, cache: cache.path }, commits)

    const again = await computePatchIds({ gitDir: '/nonexistent', cache: cache.path }, commits)

    expect(again).toEqual(first)
    expect(again.size).toBe(1)
  })

  it('a line that a crash tore is computed again', async () => {
    await using product = await openProduct()
    await using cache = await folder()
    const sha = await product.commit('one', { 'a.txt': 'one\n' })
    await appendFile(join(cache.path, 'patch-ids-verbatim-1'), `${sha} 0123\n${sha} 01234`)

    const computed = await idsOf(product, cache.path)

    expect(computed).toEqual(await idsOf(product))
    expect(await idsOf(product, cache.path)).toEqual(computed)
    expect(await readFile(join(cache.path, 'patch-ids-verbatim-1'), 'utf8')).toMatch(
      new RegExp(`\\n${sha} [0-9a-f]{40}\\n$`),
    )
  })

  it('by several at once', async () => {
    await using product = await openProduct()
    await using cache = await folder()
    for (const number of [1, 2, 3]) await product.commit('change', { 'a.txt': `${number}\n` })

    const all = await Promise.all([1, 2, 3].map(() => idsOf(product, cache.path)))

    expect(all[1]).toEqual(all[0])
    expect(await idsOf(product, cache.path)).toEqual(all[0])
  })
})
