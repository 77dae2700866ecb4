import type { RefusalKind } from '../release/refusal.ts'

/** What the process ends with. Documented in docs/cli.md; a number never changes its meaning. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const DONE: ExitCode = 0
/** Something broke that nobody foresaw. */
export const BROKEN: ExitCode = 1

/** Each exit code with what it means, in their order. */
export const EXIT_CODES: readonly { readonly code: ExitCode; readonly meaning: string }[] = [
  { code: DONE, meaning: 'done' },
  { code: BROKEN, meaning: 'internal error: a fault of the program or the machine' },
  { code: 2, meaning: 'wrong usage of the command' },
  { code: 3, meaning: 'the policy, the facts file or the notes template is wrong' },
  { code: 4, meaning: "the repository can't be used as it is" },
  { code: 5, meaning: 'the release process refuses' },
  { code: 6, meaning: 'picks conflict' },
]

/** The exit code of a refusal. */
export function toExitCode(kind: RefusalKind): ExitCode {
  switch (kind) {
    case 'usage':
      return 2
    case 'config':
      return 3
    case 'repository':
      return 4
    case 'rule':
      return 5
    case 'conflict':
      return 6
  }
}
