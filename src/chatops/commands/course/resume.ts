import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'

/** Takes off a hold. */
export const resumeCommand: ReleaseCommandSpec<'resume'> = {
  name: 'resume',
  said: ['resume'],
  meant: ['unhold', 'unpause', 'proceed'],
  usage: 'resume [COMMIT]',
  summary: 'resume a held release',
  about:
    'Removes a hold, even if someone else set it. Where someone put a commit on the release branch, name that commit: ' +
    'then it is in the release. You can name it if none of the commits are yours.',
  parts: [{ term: 'COMMIT', about: '7 or more digits of the commit that someone put on the release branch' }],
  examples: [
    { command: '/release resume', about: 'resumes it' },
    { command: '/release resume 3f2a9c1', about: 'accepts that commit, and resumes it' },
  ],
  role: ROLE_OF.Resume,
  where: ['tracking-issue'],
  takes: { places: 1, options: {}, because: 'never' },
  read: (given) => ({ name: 'resume', accepts: parseCommit(given) }),
  toCommand: ({ accepts }, said) => ({ type: 'Resume', ...said, accepts }),
}

function parseCommit({ places: [place] }: CommandArguments): string | null {
  if (place === undefined) return null
  if (/^[0-9a-f]{7,64}$/i.test(place)) return place.toLowerCase()
  throw refuseLine(`${quoteAsCode(place)} isn't a commit.`, 'Write 7 or more of its digits.')
}
