import { Refused } from '../../../release/refusal.ts'
import { openPublicRepository, toAdvisorySeen } from '../../github-state/advisory.ts'
import type { Perform } from '../../github-state/effect-context.ts'
import { findAffectedPackages } from './affected-packages.ts'
import { listOtherLines } from './other-lines.ts'

/**
 * Puts what became known into the draft: a score that the fix was assessed with, or what the faulty commit affects. What else
 * people wrote there stays as it is, and so does an advisory that is public.
 */
export const updateAdvisory: Perform<'update-advisory'> = async (context, { cvss, introducedBy }) => {
  const { deps, release } = context
  const { embargo } = release.ledger
  if (release.status !== 'open' || !embargo?.advisory) return []
  const open = { ...context, release }
  const repo = await openPublicRepository(deps, embargo)
  const found = await repo.findAdvisory(embargo.advisory)
  if (found === null) throw new Refused(refuseMissing(embargo.advisory))
  if (found.state === 'published') return [toAdvisorySeen(found, embargo, deps.now())]
  const lines = [release, ...(await listOtherLines(open))]
  const affected =
    introducedBy === null
      ? null
      : await findAffectedPackages(open, { introducedBy, lines, known: found.affected })
  const change = { ...(cvss !== null && { cvss }), ...(affected !== null && { affected }) }
  return [toAdvisorySeen(await repo.editAdvisory(embargo.advisory, change), embargo, deps.now())]
}

function refuseMissing(ghsa: string) {
  return {
    kind: 'rule',
    what: `The advisory \`${ghsa}\` can't be found in the public repository.`,
    next: 'Give the App the permission `repository_advisories`, or restore the advisory. Then say it again.',
  } as const
}
