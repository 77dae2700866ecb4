import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import { parseReason } from '../../parsing/values.ts'

/** Deploy locks: an environment for oneself. */
export const lockCommand: CommandSpec<'lock'> = {
  name: 'lock',
  said: ['lock'],
  meant: ['reserve'],
  usage: 'lock ENVIRONMENT because REASON',
  summary: 'keep an environment from changing until it is unlocked',
  about: 'No release of this repository takes a step there meanwhile. A rollback does.',
  parts: [
    { term: 'ENVIRONMENT', about: 'an environment of the policy, as `production`' },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [{ command: '/release lock production because of the migration', about: 'until `unlock`' }],
  role: ROLE_OF.UnlockLine,
  where: ['tracking-issue', 'issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'must' },
  read: (given) => ({
    name: 'lock',
    environment: parseEnvironment(given) ?? refuseMissing(),
    because: parseReason(given),
  }),
}

/** §4.1 and Manual Rollback: what is locked is unlocked by a person. */
export const unlockCommand: CommandSpec<'unlock'> = {
  name: 'unlock',
  said: ['unlock'],
  meant: ['unblock', 'release-lock'],
  usage: 'unlock [ENVIRONMENT] because REASON',
  summary: 'unlock an environment, or the line after a rollback',
  about:
    'With an environment, its lock ends. Without one, the line that this release was rolled back on may be released from again.',
  parts: [
    { term: 'ENVIRONMENT', about: 'an environment of the policy, as `production`' },
    { term: 'because REASON', about: 'the reason, up to the end of the line' },
  ],
  examples: [
    { command: '/release unlock because the fix is on main', about: 'the line, on the tracking issue' },
    { command: '/release unlock production because the migration is done', about: 'the environment' },
  ],
  role: ROLE_OF.UnlockLine,
  where: ['tracking-issue', 'issue', 'pull-request'],
  takes: { places: 1, options: {}, because: 'must' },
  read: (given) => ({ name: 'unlock', environment: parseEnvironment(given), because: parseReason(given) }),
}

function parseEnvironment({ places: [place] }: CommandArguments): string | null {
  if (place === undefined) return null
  const id = place.toLowerCase()
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return id
  throw refuseLine(`${quoteAsCode(place)} isn't the name of an environment.`, 'Write it as `production`.')
}

function refuseMissing(): never {
  throw refuseLine('`lock` needs an environment.', 'Write it as `/release lock production because …`.')
}
