import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Candidate } from '../../../src/release/changes/candidate.ts'
import { openProduct, type Product } from './product.ts'

/** What happens to a product next; `of` says to which earlier commit of main, from the newest back. */
const STEP = fc.record({
  kind: fc.constantFrom('squash', 'commit', 'merge', 'revert', 'pick', 'pick -x'),
  file: fc.constantFrom('a.txt', 'b.txt', 'c.txt'),
  of: fc.nat({ max: 3 }),
})
type Step = typeof STEP extends fc.Arbitrary<infer T> ? T : never

it('sorts every commit of main once, in main’s order, and picks no change in another place than its own', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 7 }), async (steps) => {
      await using product = await openProduct()
      await product.commit('fix: the first (#10)', { 'd.txt': 'first\n' })
      for (const [at, step] of steps.entries()) await carryOut(product, step, at)
      const main = (await product.git('rev-list', '--first-parent', '--reverse', 'main', '^line')).split('\n')

      const { candidates, leftOut } = await product.find()

      const onMain = ({ commits }: Candidate) =>
        commits.map(({ sha }) => sha).filter((sha) => main.includes(sha))
      const taken = candidates.flatMap(onMain)
      const left = leftOut.flatMap(({ candidate }) => onMain(candidate))
      expect([...taken, ...left].sort()).toEqual(main.toSorted())
      expect(taken).toEqual(main.filter((sha) => taken.includes(sha)))
      expect(candidates.flatMap(({ picks }) => picks.map(({ sha }) => sha))).toEqual(taken)
    }),
    { numRuns: 12 },
  )
})

async function carryOut(product: Product, { kind, file, of }: Step, at: number): Promise<void> {
  const files = { [file]: `${kind} ${at}\n` }
  switch (kind) {
    case 'squash':
      return void (await product.commit(`fix: squashed ${at} (#${20 + at})`, files))
    case 'commit':
      return void (await product.commit(`fix: committed ${at}`, files))
    case 'merge':
      return void (await product.merge(`Merge pull request #${20 + at} from x/y\n\nfix: ${at}`, [
        [`one ${at}`, files],
      ]))
    default:
      return await onEarlier(product, { kind, of })
  }
}

/** Reverts or picks an earlier commit where that goes without a conflict. */
async function onEarlier(product: Product, { kind, of }: Pick<Step, 'kind' | 'of'>): Promise<void> {
  const earlier = (await product.git('rev-list', '--first-parent', '--no-merges', 'main', '^line')).split(
    '\n',
  )
  const sha = earlier[of]
  if (sha === undefined) return
  try {
    if (kind === 'revert') await product.revert(sha)
    else await product.pickToLine(sha, ...(kind === 'pick -x' ? ['-x'] : []))
  } catch {
    await product.git('reset', '-q', '--hard')
    await product.on('main')
  }
}
