import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseCommit } from '../../../src/git/objects/commit-objects.ts'
import { createPickedText } from '../../../src/git/picks/picked-message.ts'
import { writeHistory } from '../../worlds/cli/snapshots.ts'
import { type CommitText, commitBytes, commitText } from '../../worlds/git/commit-texts.ts'
import { type WorkTree, workTree } from '../../worlds/git/work-tree.ts'
import { folder } from '../repositories.ts'

// One seed for everybody, so that a red build is about the change at hand; other seeds are for whoever looks for more.
const seed = Number(process.env['SEED'] ?? 20)
const numRuns = Number(process.env['RUNS'] ?? 80)

let place: Awaited<ReturnType<typeof folder>>
let tree: WorkTree
let base = ''
let changed = ''

beforeAll(async () => {
  place = await folder()
  tree = workTree(join(place.path, 'clone'))
  const [first = '', second = ''] = writeHistory(tree.gitDir, [
    { files: { a: 'one\n' }, parents: [] },
    { files: { a: 'two\n' }, parents: [0] },
  ])
  base = first
  changed = tree.git(['rev-parse', `${second}^{tree}`])
})
afterAll(() => place[Symbol.asyncDispose]())

/** What git and we make of a commit that says so; null where git refuses to commit it. */
function bothWays(text: CommitText, flags: readonly string[]) {
  const bytes = commitBytes(text, { tree: changed, parent: base })
  const sha = tree.git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], bytes)
  const [outcome] = tree.pick(base, [{ sha, mainline: null }], flags)
  if (outcome?.kind !== 'clean') return null
  const made = parseCommit(tree.bytes(['cat-file', 'commit', 'HEAD']), 'HEAD')
  const trailers = {
    origin: flags.includes('-x') ? sha : null,
    signOff: flags.includes('-s') ? 'Ada <ada@example.org>' : null,
  }
  const ours = createPickedText(parseCommit(bytes, sha), trailers)
  const shown = ({ author, message }: { author: Buffer; message: Buffer }) => ({
    author: author.toString('latin1'),
    message: message.toString('latin1'),
  })
  return { git: shown(made), ours: shown(ours) }
}

describe('author and message of a pick are git’s own, byte for byte', () => {
  it.each([
    ['with a trailer', ['-x']],
    ['without', []],
    ['signed off', ['-x', '-s']],
    ['signed off without a trailer', ['-s']],
  ])(
    'property: %s',
    (_, flags) => {
      fc.assert(
        fc.property(commitText, (text) => {
          const both = bothWays(text, flags)
          fc.pre(both !== null)
          expect(both?.ours).toEqual(both?.git)
        }),
        { numRuns, seed },
      )
    },
    300_000,
  )
})
