import { GHSA_ID } from '../../../release/security/advisory.ts'
import type { CommandArguments, CommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Embargo Period: a private security fix branch. */
export const securityCommand: CommandSpec<'security'> = {
  name: 'security',
  said: ['security'],
  meant: ['embargo', 'ghsa', 'cve'],
  usage: 'security ADVISORY|new [VERSION]',
  summary: 'open an embargoed release for a repository advisory',
  about:
    'Only in the private repository that the policy names (`security.repository`). The release is prepared there: ' +
    'tracking issue, branch, pull request, checks and tag. Nothing is public before `/release disclose`. With `new` the ' +
    'App drafts the advisory in the public repository, where only its security team can read it.',
  parts: [
    {
      term: 'ADVISORY',
      about: 'the id of the draft advisory in the public repository, `GHSA-…`; `new` has one drafted',
    },
    { term: 'VERSION', about: 'the version to release; default: the next patch of the highest line' },
  ],
  examples: [
    { command: '/release security GHSA-2jcg-qqmg-46q6 v2.0.1', about: 'opens v2.0.1 under embargo' },
    { command: '/release security new v2.0.1', about: 'drafts an advisory, and opens v2.0.1 for it' },
  ],
  role: 'security',
  where: ['issue', 'pull-request', 'tracking-issue'],
  takes: { places: 2, options: {}, because: 'never' },
  read: parseRequest,
}

function parseRequest({ places: [advisory = '', version] }: CommandArguments): RequestOf<'security'> {
  const id = advisory === 'new' ? null : advisory.replace(/^ghsa/i, 'GHSA')
  if (id !== null && !GHSA_ID.test(id))
    throw refuseLine(
      `${quoteAsCode(advisory)} isn't the id of a repository advisory.`,
      'Write it as `GHSA-xxxx-xxxx-xxxx`, or `new` to have one drafted.',
    )
  if (version !== undefined && !/^v?\d+\.\d+\.\d+[\w.-]*$/.test(version))
    throw refuseLine(`${quoteAsCode(version)} isn't a version.`, 'Write it as `v2.0.1`.')
  return { name: 'security', advisory: id, version: version ?? null }
}
