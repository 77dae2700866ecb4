import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

type As = RequestOf<'check'>['as']

/** What people write for each answer. */
const ANSWERS: Readonly<Record<string, As>> = {
  done: 'done',
  'not-applicable': 'not-applicable',
  'n/a': 'not-applicable',
  undone: 'undone',
}

/** §2.2: the Release Checklist. */
export const checkCommand: CommandSpec<'check'> = {
  name: 'check',
  said: ['check'],
  meant: ['tick', 'verify', 'verified', 'checked', 'uncheck', 'untick'],
  usage: 'check ITEM [done|not-applicable|undone] [evidence="EVIDENCE"]',
  summary: 'answer for a line of the checklist',
  about:
    'A tick is for the commit that the release branch has now: when the branch changes, somebody has to look again. ' +
    'The ids of the lines stand in the tracking issue, where a line can be ticked by hand as well.',
  parts: [
    { term: 'ITEM', about: 'the id of the line, as `smoke-tests`' },
    { term: 'done', about: 'it was verified (as without a word)' },
    {
      term: 'not-applicable',
      about: 'it does not apply to this release; only for a line that says “if applicable”',
    },
    { term: 'undone', about: 'takes a tick off' },
    { term: 'evidence="EVIDENCE"', about: 'what proves it: a link, or words of your own' },
  ],
  examples: [
    { command: '/release check smoke-tests', about: 'verified' },
    {
      command: '/release check performance evidence="p99 41 ms, as before"',
      about: 'with what proves it',
    },
    { command: '/release check migrations not-applicable', about: 'nothing to migrate' },
  ],
  role: ROLE_OF.Check,
  where: ['tracking-issue'],
  takes: { places: 2, options: { evidence: 'text' }, because: 'never' },
  read: parseRequest,
}

function parseRequest({ places: [item, answer], options }: CommandArguments): RequestOf<'check'> {
  if (item === undefined) throw refuseLine('`check` needs the id of a line of the checklist.')
  const id = item.toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(id))
    throw refuseLine(`${quoteAsCode(item)} is no id of a line.`, 'The ids stand in the tracking issue.')

  return { name: 'check', item: id, as: parseAnswer(answer), evidence: options.get('evidence') ?? null }
}

function parseAnswer(answer = 'done'): As {
  const word = answer.toLowerCase()
  const found = Object.hasOwn(ANSWERS, word) ? ANSWERS[word] : undefined
  if (found !== undefined) return found

  throw refuseLine(
    `${quoteAsCode(answer)} is no answer for a line.`,
    'Say `done`, `not-applicable` or `undone`; words of your own go into `evidence="…"`.',
  )
}
