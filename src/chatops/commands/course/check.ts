import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
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
export const checkCommand: ReleaseCommandSpec<'check'> = {
  name: 'check',
  said: ['check'],
  meant: ['tick', 'verify', 'verified', 'checked', 'uncheck', 'untick'],
  usage: 'check ITEM [done|not-applicable|undone] [evidence="EVIDENCE"]',
  summary: 'tick or untick a checklist item',
  about:
    'A tick counts for the current commit of the release branch. When the branch changes, someone must check again. ' +
    'The tracking issue shows the ids of the items. You can also tick an item there.',
  parts: [
    { term: 'ITEM', about: 'the id of the item, such as `smoke-tests`' },
    { term: 'done', about: 'you verified it (default)' },
    {
      term: 'not-applicable',
      about: "it doesn't apply to this release; only for an item that says “if applicable”",
    },
    { term: 'undone', about: 'removes the tick' },
    { term: 'evidence="EVIDENCE"', about: 'the evidence: a link or a text' },
  ],
  examples: [
    { command: '/release check smoke-tests', about: 'verified' },
    {
      command: '/release check performance evidence="p99 41 ms, as before"',
      about: 'ticks it, with evidence',
    },
    { command: '/release check migrations not-applicable', about: 'there is nothing to migrate' },
  ],
  role: ROLE_OF.Check,
  where: ['tracking-issue'],
  takes: { places: 2, options: { evidence: 'text' }, because: 'never' },
  read: parseRequest,
  toCommand: ({ item, as, evidence }, said) => ({ type: 'Check', ...said, item, as, evidence }),
}

function parseRequest({ places: [item, answer], options }: CommandArguments): RequestOf<'check'> {
  if (item === undefined) throw refuseLine('`check` needs the id of a checklist item.')
  const id = item.toLowerCase()
  if (!/^[a-z0-9][a-z0-9-]{0,59}$/.test(id))
    throw refuseLine(
      `${quoteAsCode(item)} isn't the id of a checklist item.`,
      'The tracking issue shows the ids.',
    )

  return { name: 'check', item: id, as: parseAnswer(answer), evidence: options.get('evidence') ?? null }
}

function parseAnswer(answer = 'done'): As {
  const word = answer.toLowerCase()
  const found = Object.hasOwn(ANSWERS, word) ? ANSWERS[word] : undefined
  if (found !== undefined) return found

  throw refuseLine(
    `${quoteAsCode(answer)} isn't an answer for a checklist item.`,
    'Use `done`, `not-applicable` or `undone`. Put your own text into `evidence="…"`.',
  )
}
