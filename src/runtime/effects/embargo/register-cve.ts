import { Refused } from '../../../release/refusal.ts'
import { observeAdvisory, openPublicRepository } from '../../github-state/advisory.ts'
import type { Perform } from '../../github-state/effect-context.ts'

/** Asks GitHub for a CVE id, or enters the given one, where the advisory has none; and reads the advisory again. */
export const registerCve: Perform<'register-cve'> = async (context, { advisory: ghsa, cve }) => {
  const { deps, release } = context
  if (release.status !== 'open' || !release.ledger.embargo) return []
  const repo = await openPublicRepository(deps, release.ledger.embargo)
  const found = await repo.findAdvisory(ghsa)
  if (found === null) throw new Refused(refuseMissing(ghsa))
  if (cve !== null && found.cve !== cve) await repo.editAdvisory(ghsa, { cve })
  if (cve === null && found.cve === null) await repo.requestCve(ghsa)
  return observeAdvisory({ ...context, release })
}

function refuseMissing(ghsa: string) {
  return {
    kind: 'rule',
    what: `The advisory \`${ghsa}\` can't be found in the public repository.`,
    next: 'Give the App the permission `repository_advisories`, or restore the advisory. Then ask again.',
  } as const
}
