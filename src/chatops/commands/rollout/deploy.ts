import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'

/** §2.3, §4.2: a deployment that failed, or was changed by hand, is made again; one that waits is looked at now. */
export const deployCommand: ReleaseCommandSpec<'deploy'> = {
  name: 'deploy',
  said: ['deploy'],
  meant: ['redeploy', 'rollout'],
  usage: 'deploy [ENVIRONMENT]',
  summary: 'deploy to the environment whose turn it is, or deploy the current step again',
  about:
    'A step that failed is tried again, and one that soaks is deployed again and soaks from the start. A step that waits is ' +
    'deployed now if nothing holds it. It skips no gate, no go and no environment.',
  parts: [
    { term: 'ENVIRONMENT', about: 'an environment of the policy, as `staging`; without it, the current one' },
  ],
  examples: [
    { command: '/release deploy', about: 'the current step' },
    { command: '/release deploy staging', about: 'staging, while it is its turn' },
  ],
  role: ROLE_OF.Deploy,
  where: ['tracking-issue'],
  takes: { places: 1, options: {}, because: 'never' },
  read: (given) => ({ name: 'deploy', environment: parseEnvironment(given) }),
  target: 'rolling',
  toCommand: ({ environment }, said) => ({ type: 'Deploy', ...said, environment }),
}

function parseEnvironment({ places: [place] }: CommandArguments): string | null {
  if (place === undefined) return null
  const id = place.toLowerCase()
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return id
  throw refuseLine(`${quoteAsCode(place)} isn't the name of an environment.`, 'Write it as `production`.')
}
