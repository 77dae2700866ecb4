import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findCandidates } from '../../../src/git/candidates/find-candidates.ts'
import { bareAt, folder, refusal } from '../repositories.ts'
import { openPicking } from './picking.ts'
import { openProduct } from './product.ts'

/** A search in a git directory of its own that has no refs, as the engine makes one. */
async function searchIn(gitDir: string, ends: { base: string; main: string }) {
  await using picking = openPicking(gitDir)
  return await findCandidates({
    ...picking,
    gitDir,
    base: { tag: 'v2.0.0', commit: ends.base, taggedAt: 0 },
    start: { branch: null, commit: ends.base },
    main: { ref: 'main', commit: ends.main },
    cache: null,
    webUrl: null,
    origins: null,
  })
}

describe('what cannot be searched is refused, with what to do', () => {
  it('histories that share nothing', async () => {
    await using product = await openProduct()
    await product.git('checkout', '-q', '--orphan', 'elsewhere')
    await product.commit('Begin elsewhere')

    const text = await refusal(product.find({ base: 'elsewhere' }))

    expect(text.replace(/[0-9a-f]{10}/g, 'SHA')).toMatchInlineSnapshot(`
      "[repository] The tag v2.0.0 (SHA) and main (SHA) share no history, so the tag is not on a line of main.
      Next: Name a line of this repository with \`--line\`, or its tag with \`--base\`."
    `)
  })

  it.each([
    ['the tag is where main is', 'main'],
    ['the tag is ahead of main', 'line'],
  ])('an empty range: %s', async (_, base) => {
    await using product = await openProduct()

    const text = await refusal(product.find({ base }))

    expect(text.replace(/[0-9a-f]{10}/g, 'SHA')).toMatchInlineSnapshot(`
      "[rule] main (SHA) has no commit that v2.0.0 does not have: there is nothing to pick (§1.1).
      Next: Fetch main if something was merged since, or name another main branch with \`--main\`."
    `)
  })

  it.each([
    ['in the range', 2],
    ['between the two', 1],
  ])('a shallow clone that ends %s', async (_, depth) => {
    await using product = await openProduct()
    for (const number of [11, 12, 13]) await product.commit(`fix: a (#${number})`, { 'a.txt': `${number}\n` })
    await using shallow = await folder()
    const clone = join(shallow.path, 'clone')
    const from = ['--bare', `--depth=${depth}`, '--no-single-branch', `file://${product.gitDir}`, clone]
    await product.git('clone', '-q', ...from)

    const [base, main] = [await product.git('rev-parse', 'line'), await product.git('rev-parse', 'main')]

    expect(await refusal(searchIn(clone, { base, main }))).toMatchInlineSnapshot(`
      "[repository] This clone is shallow and ends somewhere between v2.0.0 and main, so not every change can be seen.
      Next: Run \`git fetch --unshallow\`, or \`git fetch --shallow-since=DATE\` with a date before the line left main."
    `)
  })

  it.each([
    ['files', 'blob:none'],
    ['folders', 'tree:0'],
  ])('a partial clone without %s', async (_, filter) => {
    await using product = await openProduct()
    await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    await product.on('line')
    await product.commit('fix: the same', { 'a.txt': 'one\n' }, 'Cy')
    await product.git('config', 'uploadpack.allowFilter', 'true')
    await using partial = await folder()
    const clone = join(partial.path, 'clone')
    await product.git('clone', '-q', '--bare', `--filter=${filter}`, `file://${product.gitDir}`, clone)
    const ends = {
      base: await product.git('rev-parse', 'line'),
      main: await product.git('rev-parse', 'main'),
    }
    const borrowed = await borrow(clone, join(partial.path, 'borrowed'))

    expect((await refusal(searchIn(borrowed, ends))).replace(/[0-9a-f]{40}/g, 'SHA')).toMatch(
      /^\[repository\] An object of this repository is missing: .*SHA.*\nNext: Run `git fetch --refetch --no-filter`: it gets all objects again, including those that a partial clone \(`--filter`\) left out\.$/,
    )
  })

  it('a damaged object', async () => {
    await using product = await openProduct()
    const sha = await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
    const tree = await product.git('rev-parse', `${sha}^{tree}`)
    const path = join(product.gitDir, 'objects', tree.slice(0, 2), tree.slice(2))
    await rm(path)
    await writeFile(path, 'nonsense')

    expect(await refusal(product.find())).toContain('Next: Run `git fsck --full` to see which')
  })

  it('and is no refusal where what is asked for is no commit id', async () => {
    await using product = await openProduct()
    const search = searchIn(product.gitDir, { base: '--output=/tmp/x', main: 'HEAD' })
    await expect(search).rejects.toThrow('"--output=/tmp/x" is not a commit id')
  })
})

it('writes nothing to the git directory but objects, and what picks keep', async () => {
  await using product = await openProduct()
  await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
  const before = await listing(product.gitDir)

  await product.find()

  expect(await listing(product.gitDir)).toEqual(before)
})

it('needs no refs: a directory that borrows the objects does', async () => {
  await using product = await openProduct()
  await product.commit('fix: a (#11)', { 'a.txt': 'one\n' })
  const ends = { base: await product.git('rev-parse', 'line'), main: await product.git('rev-parse', 'main') }
  await using place = await folder()
  const borrowed = await borrow(product.gitDir, join(place.path, 'borrowed'))

  expect((await searchIn(borrowed, ends)).candidates).toMatchObject([{ id: '#11' }])
  expect(await bareAt(borrowed).text(['for-each-ref'])).toBe('')
})

async function borrow(clone: string, gitDir: string): Promise<string> {
  for (const name of ['objects/info', 'refs']) await mkdir(join(gitDir, name), { recursive: true })
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n')
  await writeFile(join(gitDir, 'objects/info/alternates'), `${join(clone, 'objects')}\n`)
  return gitDir
}

async function listing(path: string): Promise<string[]> {
  const all = await readdir(path, { recursive: true })
  return all.filter((name) => !/^(?:objects|kept)\b/.test(name)).sort()
}
