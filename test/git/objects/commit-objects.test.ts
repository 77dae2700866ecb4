import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  formatSignature,
  parseCommit,
  parseSignatureSeconds,
} from '../../../src/git/objects/commit-objects.ts'
import { runGit } from '../../../src/git/run-git.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
})
afterAll(() => place[Symbol.asyncDispose]())

const SHA = 'a'.repeat(40)
const HEAD = `tree ${'b'.repeat(40)}\nparent ${'c'.repeat(40)}\nparent ${'d'.repeat(40)}\n`
const PEOPLE = 'author A <a@b> 1700000000 +0100\ncommitter C <c@d> 1700000001 -0230\n'

describe('a commit', () => {
  it('is read with its parents in order, its people and its message as bytes', () => {
    const commit = parseCommit(
      Buffer.from(`${HEAD}${PEOPLE}encoding latin1\n\nfix: caf\xe9\n\nbody\n`, 'latin1'),
      SHA,
    )
    expect(commit).toEqual({
      tree: 'b'.repeat(40),
      parents: ['c'.repeat(40), 'd'.repeat(40)],
      author: Buffer.from('A <a@b> 1700000000 +0100'),
      committer: Buffer.from('C <c@d> 1700000001 -0230'),
      encoding: 'latin1',
      message: Buffer.from('fix: caf\xe9\n\nbody\n', 'latin1'),
    })
    expect([parseSignatureSeconds(commit.author), parseSignatureSeconds(commit.committer)]).toEqual([
      1_700_000_000, 1_700_000_001,
    ])
  })

  it('is read past a signature, and past a merged tag that looks like a header', () => {
    const more =
      'gpgsig -----BEGIN\n tree zzz\n author X <x@y> 1 +0000\n -----END\nmergetag object eee\n type commit\n'
    const commit = parseCommit(Buffer.from(`${HEAD}${PEOPLE}${more}\nmessage\n`), SHA)
    expect([commit.author.toString(), commit.message.toString()]).toEqual([
      'A <a@b> 1700000000 +0100',
      'message\n',
    ])
  })

  it.each([
    ['an empty message', `${HEAD}${PEOPLE}\n`],
    ['no message at all', `${HEAD}${PEOPLE}`],
  ])('may have %s', (_, data) => {
    expect(parseCommit(Buffer.from(data), SHA).message).toEqual(Buffer.alloc(0))
  })

  it.each([
    ['tree', PEOPLE],
    ['people', `${HEAD}\n`],
    ['anything', ''],
  ])('without %s is damaged, and is named', (_, data) => {
    expect(() => parseCommit(Buffer.from(data), SHA)).toThrow(`commit ${SHA} is damaged`)
  })
})

describe('who a commit is by', () => {
  it.each([
    ['Ada', 'ada@example.org'],
    ['A\ncommitter evil <e@f> 1 +0000', 'a@b\n> 0 +0000\n\nevil'],
    ['<Ada>', '<<a@b>>'],
    ['Ünï', 'ü@ö'],
  ])('is written in one line that git can read: %j', async (name, email) => {
    const line = formatSignature({ name, email, at: 1_700_000_000, zone: '+0000' })
    expect(line).toMatch(/^[^\n<>\0]* <[^\n<>\0]*> 1700000000 \+0000$/)
    const data = `tree ${tree.git(['mktree'])}\nauthor ${line}\ncommitter ${line}\n\nx\n`
    const { stdout } = await runGit(['hash-object', '-t', 'commit', '-w', '--stdin'], {
      gitDir: tree.gitDir,
      input: data,
    })
    expect(tree.git(['log', '-1', '--format=%an <%ae> %at +0000', stdout.toString().trim()])).toBe(line)
  })

  it('property: never begins another line or another person, whatever it is made of', () => {
    const holds = (name: string, email: string) => {
      const line = formatSignature({ name, email, at: 1, zone: '+0000' })
      expect(line.match(/[\n\0<>]/g)).toEqual(['<', '>'])
    }
    const text = fc.string({ unit: fc.constantFrom('<', '>', '\n', '\0', ' ', 'a') })
    fc.assert(fc.property(text, text, holds))
  })
})
