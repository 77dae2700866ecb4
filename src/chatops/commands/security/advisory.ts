import { ROLE_OF } from '../../../release/lifecycle/commands.ts'
import { CVE_ID } from '../../../release/security/advisory.ts'
import type { CommandArguments, ReleaseCommandSpec } from '../../command.ts'
import { quoteAsCode, refuseLine } from '../../parsing/clean-text.ts'
import type { RequestOf } from '../../request.ts'

/** Security Release Checklist: CVE registered. */
export const advisoryCommand: ReleaseCommandSpec<'advisory'> = {
  name: 'advisory',
  said: ['advisory'],
  meant: ['cve-id'],
  usage: 'advisory cve=request|CVE-ID',
  summary: 'register the CVE id of an embargoed release',
  about:
    'GitHub gives CVE ids for repository advisories, mostly within three days. The checklist is ticked when the advisory ' +
    'has one.',
  parts: [{ term: 'cve=CVE-ID', about: 'the id that another authority gave; `request` asks GitHub for one' }],
  examples: [
    { command: '/release advisory cve=request', about: 'asks GitHub for a CVE id' },
    { command: '/release advisory cve=CVE-2026-10421', about: 'enters that id in the advisory' },
  ],
  role: ROLE_OF.RegisterCve,
  where: ['tracking-issue'],
  takes: { places: 0, options: { cve: 'word' }, because: 'never' },
  read: parseRequest,
  toCommand: ({ cve }, said) => ({ type: 'RegisterCve', ...said, cve }),
}

function parseRequest({ options }: CommandArguments): RequestOf<'advisory'> {
  const cve = options.get('cve')?.toUpperCase() ?? ''
  if (cve === 'REQUEST') return { name: 'advisory', cve: null }
  if (!CVE_ID.test(cve))
    throw refuseLine(
      cve === '' ? '`advisory` needs `cve=`.' : `${quoteAsCode(cve)} isn't a CVE id.`,
      'Write `advisory cve=request` or `advisory cve=CVE-2026-10421`.',
    )
  return { name: 'advisory', cve }
}
