import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mergeBase, readHistory } from '../../../src/git/candidates/history.ts'
import { bare, folder } from '../repositories.ts'

it('reads a message in another encoding as UTF-8', async () => {
  await using place = await folder()
  const repository = await bare(join(place.path, 'r.git'))
  const from = await repository.commit('refs/heads/main', { content: 'Begin' })
  const tree = await repository.text(['rev-parse', `${from}^{tree}`])
  const head = `tree ${tree}\nparent ${from}\nauthor A <a@x> 5 +0200\ncommitter B <b@x> 7 -0100\nencoding ISO-8859-1\n\n`
  const input = Buffer.concat([Buffer.from(head), Buffer.from('gr\u00f6\u00dfer\n', 'latin1')])
  const to = await repository.text(['hash-object', '-t', 'commit', '-w', '--stdin'], { input })

  expect(await readHistory({ gitDir: repository.gitDir, from, to })).toEqual([
    {
      sha: to,
      parents: [from],
      author: { name: 'A', email: 'a@x' },
      authoredAt: 5,
      committedAt: 7,
      message: 'größer\n',
      paths: [],
    },
  ])
})

it('tells commits apart whatever their messages and paths are', async () => {
  await using place = await folder()
  const repository = await bare(join(place.path, 'r.git'))
  const from = await repository.commit('refs/heads/main', { content: 'Begin' })
  const name = fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((text) => !/[/\0\n\t"\\]|^\.{1,2}$|^\.git$/i.test(text))
  const message = fc
    .string({ minLength: 1, maxLength: 30 })
    .filter((text) => text.trim() !== '' && !text.includes('\0'))
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name, message }), { minLength: 1, maxLength: 4 }),
      async (changes) => {
        await repository.text(['update-ref', 'refs/heads/main', from])
        const made: string[] = []
        for (const [at, change] of changes.entries()) {
          made.push(await commitFile(repository, { ...change, at }))
        }

        const read = await readHistory({ gitDir: repository.gitDir, from, to: made.at(-1) ?? from })

        expect(read.map(({ sha }) => sha)).toEqual(made)
        expect(read.map((commit) => commit.message.trim())).toEqual(
          changes.map((change) => change.message.trim()),
        )
      },
    ),
    { numRuns: 8 },
  )
})

async function commitFile(
  repository: Awaited<ReturnType<typeof bare>>,
  change: { name: string; message: string; at: number },
): Promise<string> {
  const blob = await repository.text(['hash-object', '-w', '--stdin'], { input: `${change.at}` })
  const tree = await repository.text(['mktree', '-z'], { input: `100644 blob ${blob}\t${change.name}\0` })
  const parent = await repository.text(['rev-parse', 'refs/heads/main'])
  const args = ['commit-tree', tree, '-p', parent, '-F', '-']
  const sha = await repository.text(args, { input: change.message })
  await repository.text(['update-ref', 'refs/heads/main', sha])
  return sha
}

it('finds the common ancestor, or says that there is none', async () => {
  await using place = await folder()
  const repository = await bare(join(place.path, 'r.git'))
  const common = await repository.commit('refs/heads/main', { content: 'Begin' })
  await repository.text(['update-ref', 'refs/heads/line', common])
  const main = await repository.commit('refs/heads/main', { content: 'main' })
  const line = await repository.commit('refs/heads/line', { content: 'line' })
  const elsewhere = await repository.commit('refs/heads/elsewhere', { content: 'elsewhere' })

  expect(await mergeBase(repository.gitDir, [main, line])).toBe(common)
  expect(await mergeBase(repository.gitDir, [main, elsewhere])).toBeNull()
})
