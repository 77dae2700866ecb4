import { renderAdvisoryDraft } from '../../../messages/github/advisory-draft.ts'
import type { Fact } from '../../../release/lifecycle/commands.ts'
import { findHighestScore } from '../../../release/lifecycle/embargo/view.ts'
import { openPublicRepository, toAdvisorySeen } from '../../github-state/advisory.ts'
import { createRemote, type EffectContext } from '../../github-state/effect-context.ts'
import { findAffectedPackages, findPackage } from './affected-packages.ts'

/**
 * Drafts the advisory of a release that was opened without one, in the public repository, where only its security team reads it.
 * One that the App drafted before is found by its mark, so that there is never a second.
 */
export async function draftAdvisory(context: EffectContext): Promise<readonly Fact[]> {
  const { deps, release } = context
  const { embargo, about } = release.ledger
  if (release.status !== 'open' || !embargo || embargo.advisory !== null || !embargo.id) return []
  const open = { ...context, release }
  const repo = await openPublicRepository(deps, embargo)
  const drafts = await repo.listDraftAdvisories()
  const { security } = await deps.git.policy({ at: await createRemote(context), pin: about.policy })
  const { isOurs, ...text } = renderAdvisoryDraft(embargo.id, security.advisorySections)
  const standing = drafts.find(({ description }) => isOurs(description))
  const { introducedBy } = embargo
  const found =
    standing ??
    (await repo.draftAdvisory({
      ...text,
      affected: introducedBy
        ? await findAffectedPackages(open, { introducedBy, lines: [release], known: [] })
        : [{ ...(await findPackage(open)), range: null, patched: null }],
      cvss: findHighestScore(release)?.vector ?? null,
    }))
  const at = deps.now()
  return [{ type: 'AdvisoryDrafted', at, advisory: found.ghsa }, toAdvisorySeen(found, embargo, at)]
}
