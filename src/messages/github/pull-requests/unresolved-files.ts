import { shorten } from '../../text/limit-rows.ts'
import { escapeAndShorten, formatCode } from '../markdown/inline.ts'
import { quoteForShell } from '../markdown/quote-for-shell.ts'

/** The line in the message of a commit that says that a file is right as a conflict left it; the path follows. */
export const KEEPS = 'Keeps: '

/** Whether a side of a conflict has a file as it stands on the branch with the conflict, in another way, or not at all. */
export type SideHas = 'here' | 'other' | 'none'

/** A file of a conflict that shows no markers: deleted on one side, binary, a submodule. Somebody has to decide about it. */
export interface UnresolvedPath {
  readonly path: string
  /** The release branch. */
  readonly line: SideHas
  readonly change: SideHas
}

/** What the two sides are called, and where they are to be had. */
export interface UnresolvedSides {
  /** The release branch. */
  readonly base: string
  /** The change's name, and its commit on main. */
  readonly change: string
  readonly commit: string
}

/** What stands there, and what to type for each decision. A path that cannot be typed is told without commands. */
export function renderUnresolvedLine({ path, line, change }: UnresolvedPath, sides: UnresolvedSides): string {
  const name = formatCode(shorten(path, 300))
  const has = (side: string, as: SideHas) => `${side} ${HAS[as]}`
  const what = `${name}: ${has(formatCode(sides.base), line)}, ${has(escapeAndShorten(sides.change), change)}.`
  if (/\p{C}/u.test(path)) return `- ${what} Change or delete it.`

  const word = quoteForShell(path)
  const takes = [
    ...(line === 'other' ? [renderCheckout(formatCode(sides.base), `origin/${sides.base}`, word)] : []),
    ...(change === 'other'
      ? [renderCheckout(`that of ${escapeAndShorten(sides.change)}`, sides.commit, word)]
      : []),
  ]
  const keep = `${formatCode(`git commit --allow-empty -m ${quoteForShell(KEEPS + path)}`)} to keep it as it is here`
  return `- ${what} ${[...takes, `${formatCode(`git rm -- ${word}`)} to delete it`, keep].join(', or ')}.`
}

const HAS: Readonly<Record<SideHas, string>> = {
  here: 'has the same as here',
  other: 'has another',
  none: 'does not have it',
}

function renderCheckout(whose: string, from: string, word: string): string {
  return `${formatCode(`git checkout ${quoteForShell(from)} -- ${word}`)} to take ${whose}`
}
