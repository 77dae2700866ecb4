import type { TreeDiffs } from '../attribute-diffs.ts'
import type { ObjectStore } from '../object-store.ts'

/** A changed file, and the size of the larger of its two sides. */
export interface LargestChange {
  /** Every byte a character. */
  readonly path: string
  readonly bytes: number
}

/** Where git says that there is nothing, or a commit of another repository. */
const NO_FILE = /^(000000|160000|040000)$/

/** The path in which two trees differ whose file is the largest; null where no file differs. Sizes are asked, nothing is read. */
export async function findLargestChange(
  store: ObjectStore,
  diffs: TreeDiffs,
  [before, after]: readonly [string, string],
): Promise<LargestChange | null> {
  const raw = await diffs.ask([`${before} ${after}`])
  const tokens = raw.slice(raw.indexOf('\n') + 1).split('\0')
  let largest: LargestChange | null = null
  for (let at = 0; tokens[at]?.startsWith(':'); at += 2) {
    const [oldMode = '', newMode = '', oldId = '', newId = ''] = tokens[at]?.slice(1).split(' ') ?? []
    const sides = [
      [oldMode, oldId],
      [newMode, newId],
    ] as const
    const files = sides.filter(([mode]) => !NO_FILE.test(mode)).map(([, id]) => store.measure(id))
    const bytes = Math.max(0, ...(await Promise.all(files)))
    if (largest === null || bytes > largest.bytes) largest = { path: tokens[at + 1] ?? '', bytes }
  }
  return largest
}
