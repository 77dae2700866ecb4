import type { Mutant } from './mutant.ts'

/** Checks behind which another one holds: their tests can't notice that they are gone. */
export const HELD_TWICE: readonly Mutant[] = [
  ...["if (kind === 'code')", 'if (!isVariable(name))'].map((find) => ({
    holds: `leaves alone what is no variable of ours: ${find}`,
    file: 'src/release/policy/deployment/metric-queries.ts',
    find,
    replace: 'if (false)',
    tests: ['test/release/policy/deployment/metric-queries.test.ts'],
    second: 'queryProblem refuses a query with such a variable, and fillQuery asks it first',
  })),
  {
    holds: 'an answer with a fault is no answer',
    file: 'src/adapters/github/sign-in.ts',
    find: 'if (answer.status >= 400)',
    replace: 'if (false)',
    tests: ['test/adapters/github/sign-in.test.ts'],
    second: 'Octokit throws for such a status too',
  },
  {
    holds: 'a date has the form of one',
    file: 'src/release/calendar.ts',
    find: 'if (!/^\\d{4}-\\d{2}-\\d{2}$/.test(text))',
    replace: 'if (false)',
    tests: ['test/release/calendar.test.ts'],
    second: 'what Temporal reads is written again and compared with the text',
  },
  {
    holds: 'a branch of a single change is no line',
    file: 'src/release/line-branch.ts',
    find: 'if (isOfAChange(name)) return null',
    replace: '',
    tests: ['test/release/line-branch.test.ts'],
    second: 'every word beside the numbers has to be one that lines are named by',
  },
  {
    holds: 'a config that is no YAML is read no further',
    file: 'src/config/read-policy.ts',
    find: 'if (!source.readable)',
    replace: 'if (false)',
    tests: ['test/config/read-policy.test.ts'],
    second: 'a source with mistakes is refused below as well',
  },
]
