import type { OpenRelease, PublishedRelease } from '../../../release/lifecycle/state.ts'
import { toLine } from '../../../release/lines.ts'
import { Refused } from '../../../release/refusal.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { openPublicRepository } from '../../github-state/advisory.ts'
import type { OpenEffectContext, Perform } from '../../github-state/effect-context.ts'
import type { AffectedPackage, RepositoryAdvisory } from '../../ports/advisories.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { Later } from '../../ports/retry-later.ts'
import { findAffectedPackages } from './affected-packages.ts'
import { listOtherLines } from './other-lines.ts'

const LOOK_AGAIN = 5

/**
 * The last step of a disclosure before the announcements: the advisory, with the fixed version of each line in it. It waits
 * until every line has its release, so that no details are public without a fix; and it looks before it publishes.
 */
export const publishAdvisory: Perform<'publish-advisory'> = async (context, { advisory: ghsa, key }) => {
  const { deps, release } = context
  const { embargo } = release.ledger
  if (release.status !== 'open' || release.place.step !== 'publishing' || !embargo) return []
  const open = { ...context, release }
  const others = await listOtherLines(open)
  if (others.some((one) => one.status === 'open' && one.ledger.embargo?.releaseUrl === null))
    throw new Later(deps.now() + LOOK_AGAIN, 'Another line of the advisory has no release yet.')

  const repo = await openPublicRepository(deps, embargo)
  const found = await repo.findAdvisory(ghsa)
  if (found === null) throw new Refused(refuseMissing(ghsa))
  const lines = [open.release, ...others]
  const url = found.state === 'published' ? found.url : await publish({ context: open, repo, lines }, found)
  return [{ type: 'AdvisoryDisclosed', at: deps.now(), answers: key, url }]
}

interface Publication {
  readonly context: OpenEffectContext
  readonly repo: GitHubRepository
  readonly lines: readonly (OpenRelease | PublishedRelease)[]
}

/** From a faulty commit follow all ranges, and else what people wrote gets the version of its line. */
async function publish({ context, repo, lines }: Publication, advisory: RepositoryAdvisory): Promise<string> {
  const versions = lines.map(({ ledger }) => ledger.about.version)
  const introducedBy = lines.map(({ ledger }) => ledger.embargo?.introducedBy).find((one) => one != null)
  const affected = introducedBy
    ? await findAffectedPackages(context, { introducedBy, lines, known: advisory.affected })
    : advisory.affected.map((one) => addPatchedVersion(one, versions))
  const published = await repo.editAdvisory(advisory.ghsa, { affected, state: 'published' })
  return published.url
}

/** The fixed version of the line that a range is about; what people wrote stands. */
function addPatchedVersion(affected: AffectedPackage, versions: readonly string[]): AffectedPackage {
  if (affected.patched !== null) return affected
  const plain = versions.map(stripVersionPrefix)
  const found = plain.find((version) => affected.range?.includes(`${toLine(version)}.`)) ?? null
  return { ...affected, patched: plain.length === 1 ? (plain[0] ?? null) : found }
}

function refuseMissing(ghsa: string) {
  return {
    kind: 'rule',
    what: `The advisory \`${ghsa}\` can't be found in the public repository.`,
    next: 'Give the App the permission `repository_advisories`, or restore the advisory. Then run `/release retry publish`.',
  } as const
}
