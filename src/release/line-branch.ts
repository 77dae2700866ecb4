/** How well a branch's name says whose branch it is. */
export type BranchFit =
  /** Of this very line: `8-1-stable`, `release-1.21`, `maintenance/2.5.x`. */
  | 'line'
  /** Of a series that the line may be the last of: `4.x`, `v20.x`. */
  | 'series'
  /** Of whatever is stable at the time: `stable`, `maint`. */
  | 'stable'

/** Words that say no more than "here are stable versions". */
const STABLE_WORDS = new Set([
  ...[
    'v',
    'r',
    'rel',
    'release',
    'releases',
    'stable',
    'maint',
    'maintenance',
    'maintain',
    'support',
    'supported',
  ],
  ...[
    'lts',
    'branch',
    'branches',
    'b',
    'line',
    'series',
    'ver',
    'version',
    'versions',
    'patch',
    'patches',
    'fixes',
  ],
])
const STABLE_NAMES = /^(?:stable|maint|maintenance|release|releases|production|prod|lts|latest|master|main)$/i

const OF_A_CHANGE =
  /^(?:dependabot|renovate|copilot|claude|codex|snyk|mergify|backport|cherry-?pick|revert|gh-readonly-queue|fix|feat|feature|bug|bugfix|chore|docs|test|ci|users?)\b/i

/** Whether a bot or a person made a branch for a single change: it is nobody's line, whatever numbers it has. */
export function isOfAChange(name: string): boolean {
  return OF_A_CHANGE.test(name)
}

/**
 * Whether a branch is named as the branch of a line; null where the name says something else: another line, a single
 * version (`release/2.0.5`), a change.
 *
 * @param name without its remote
 * @param line `8.1`
 * @param products what the repository and its tags are called, which a branch may be named after: `zfs-2.4-release`
 */
export function fitBranch(name: string, line: string, products: readonly string[]): BranchFit | null {
  if (isOfAChange(name)) return null
  if (STABLE_NAMES.test(name)) return 'stable'
  const bare = withoutProduct(name.toLowerCase(), products)
  const found = /(?<![0-9a-uwyz])v?(\d+(?:[._-]\d+)*)([._-]?[x*])?(?![0-9a-z])/.exec(bare)
  if (!found?.[1]) return null
  const words = `${bare.slice(0, found.index)}/${bare.slice(found.index + found[0].length)}`.split(/[-_/.]+/)
  if (!words.every((word) => word === '' || STABLE_WORDS.has(word))) return null
  return fitOf(found[1].split(/[._-]/), line.split('.'))
}

function fitOf(numbers: readonly string[], line: readonly string[]): BranchFit | null {
  const isPrefix = numbers.every((number, index) => Number(number) === Number(line[index] ?? Number.NaN))
  if (!isPrefix) return null
  return numbers.length === line.length ? 'line' : 'series'
}

function withoutProduct(name: string, products: readonly string[]): string {
  const product = products.find((one) => one !== '' && name.startsWith(`${one.toLowerCase()}-`))
  return product === undefined ? name : name.slice(product.length + 1)
}

/** The name that a policy's pattern gives the branch of a line: `{major}-{minor}-stable` for 8.1 is `8-1-stable`. */
export function parseBranch(pattern: string, line: string): string {
  const [major = '', minor = ''] = line.split('.')
  return pattern.replaceAll('{line}', line).replaceAll('{major}', major).replaceAll('{minor}', minor)
}
