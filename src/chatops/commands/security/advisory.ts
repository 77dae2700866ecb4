import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { CVE_ID } from '../../../release/security/advisory.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Security Release Checklist: advisory drafted, CVE registered, affected versions documented. */
export const advisoryCommand: ReleaseCommandSpec<'advisory'> = {
  name: 'advisory',
  said: ['advisory'],
  meant: ['cve-id', 'affected'],
  usage: 'advisory draft|cve=request|cve=CVE-ID|introduced-by=COMMIT',
  summary: 'put facts into the advisory of an embargoed release',
  about:
    'GitHub gives CVE ids for repository advisories, mostly within three days. The checklist is ticked when the advisory ' +
    'has one. From the commit that brought the fault follow the affected versions: the releases that contain it.',
  parts: [
    { term: 'draft', about: 'drafts the advisory again, where that failed before' },
    { term: 'cve=CVE-ID', about: 'the id that another authority gave; `request` asks GitHub for one' },
    { term: 'introduced-by=COMMIT', about: 'the commit that brought the fault, at least 7 digits' },
  ],
  examples: [
    { command: '/release advisory cve=request', about: 'asks GitHub for a CVE id' },
    { command: '/release advisory cve=CVE-2026-10421', about: 'enters that id in the advisory' },
    { command: '/release advisory introduced-by=1a2b3c4d', about: 'finds the affected versions' },
  ],
  role: ROLE_OF.RegisterCve,
  where: ['tracking-issue'],
  takes: { places: 1, options: { cve: 'word', 'introduced-by': 'word' }, because: 'never' },
  read: parseRequest,
  toCommand: async (request, said, lookups) => {
    switch (request.what) {
      case 'draft':
        return { type: 'DraftAdvisory', ...said }
      case 'cve':
        return { type: 'RegisterCve', ...said, cve: request.cve }
      case 'introduced-by':
        return {
          type: 'NameFaultyCommit',
          ...said,
          commit: await lookups.findReleasedCommit(request.commit),
        }
    }
  },
}

function parseRequest({ places, options }: CommandArguments): RequestOf<'advisory'> {
  const given = [...places.map(() => 'draft'), ...options.keys()]
  if (given.length !== 1)
    throw refuseLine('`advisory` needs one of `draft`, `cve=` and `introduced-by=`.', 'Write one of them.')
  const commit = options.get('introduced-by')
  if (commit !== undefined) return parseCommit(commit.toLowerCase())
  if (places.length === 0) return parseCve(options.get('cve')?.toUpperCase() ?? '')
  if (places[0] !== 'draft')
    throw refuseLine(
      `${quoteAsCode(places[0] ?? '')} isn't part of \`advisory\`.`,
      'Write `advisory draft`, `advisory cve=request` or `advisory introduced-by=COMMIT`.',
    )
  return { name: 'advisory', what: 'draft' }
}

function parseCve(cve: string): RequestOf<'advisory'> {
  if (cve === 'REQUEST') return { name: 'advisory', what: 'cve', cve: null }
  if (!CVE_ID.test(cve))
    throw refuseLine(
      cve === '' ? '`advisory` needs `cve=`.' : `${quoteAsCode(cve)} isn't a CVE id.`,
      'Write `advisory cve=request` or `advisory cve=CVE-2026-10421`.',
    )
  return { name: 'advisory', what: 'cve', cve }
}

function parseCommit(commit: string): RequestOf<'advisory'> {
  if (!/^[0-9a-f]{7,64}$/.test(commit))
    throw refuseLine(`${quoteAsCode(commit)} isn't the id of a commit.`, 'Write at least its first 7 digits.')
  return { name: 'advisory', what: 'introduced-by', commit }
}
