/** A defence, and what to take away of it: the tests have to notice. */
export interface Mutant {
  /** What holds, in a few words. */
  readonly holds: string
  readonly file: string
  /** Stands once in the file. */
  readonly find: string
  readonly replace: string
  /** The smallest test files of which one must fail. */
  readonly tests: readonly string[]
  /** Another defence that holds as well, where the tests can't notice that this one is gone. */
  readonly second?: string
}

/** Returns the mutants in which a check is never true, each for the file and the test that are given. */
export function withoutChecks(
  file: string,
  test: string,
  checks: Readonly<Record<string, string>>,
): readonly Mutant[] {
  return Object.entries(checks).map(([holds, find]) => ({
    ...{ holds, file, find },
    replace: 'if (false)',
    tests: [test],
  }))
}
