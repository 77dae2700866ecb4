import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { STEPS } from '../../../release/lifecycle/words.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** §2.1: a test or a step that failed is run again. */
export const retryCommand: ReleaseCommandSpec<'retry'> = {
  name: 'retry',
  said: ['retry'],
  meant: ['rerun', 're-run', 'restart', 'again', 'redo', 'retest'],
  usage: 'retry STEP',
  summary: 'retry a step or a test that failed',
  about: 'Use it after a push, a build or a test failed. The newest run of a test counts.',
  parts: [
    {
      term: 'STEP',
      about: `${STEPS.map((each) => `\`${each}\``).join(', ')}, or a test: its id or the name of its check`,
    },
  ],
  examples: [
    { command: '/release retry integration-tests', about: 'runs a test again' },
    { command: '/release retry artifacts', about: 'starts the build again' },
    { command: '/release retry "Unit tests (20)"', about: 'a check with spaces in its name' },
  ],
  role: ROLE_OF.Retry,
  where: ['tracking-issue'],
  takes: { places: 1, options: {}, because: 'never' },
  read: parseRequest,
  toCommand: ({ step }, said) => ({ type: 'Retry', ...said, what: step }),
}

function parseRequest({ places: [step] }: CommandArguments): RequestOf<'retry'> {
  if (step === undefined)
    throw refuseLine('`retry` needs a step or a test.', 'The tracking issue shows what failed.')
  if (!/^[\x21-\x5f\x61-\x7e](?:[\x20-\x5f\x61-\x7e]{0,98}[\x21-\x5f\x61-\x7e])?$/.test(step))
    throw refuseLine(`${quoteAsCode(step)} isn't the name of a step or a test.`)

  return { name: 'retry', step }
}
