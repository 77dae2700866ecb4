import type { Policy } from '../../../release/policy.ts'
import type { PublishableAdvisory } from '../../../release/security/advisory.ts'
import { toCsaf } from '../../../release/security/csaf.ts'
import { toCveRecord } from '../../../release/security/cve-record.ts'
import { toOsv } from '../../../release/security/osv.ts'
import { readWrittenAdvisory } from '../../../release/security/read-advisory.ts'
import { stripVersionPrefix } from '../../../release/version-form.ts'
import { parseTagVersion } from '../../../release/versions/tag-names.ts'
import { openPublicRepository } from '../../github-state/advisory.ts'
import { createRemote, type EffectContext, type Perform } from '../../github-state/effect-context.ts'
import type { RepositoryAdvisory } from '../../ports/advisories.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { toOsvPackage } from './osv-package.ts'

/** Attaches the advisory in the formats that programs read to the published release: each file once. */
export const attachAdvisory: Perform<'attach-advisory'> = async (context, { advisory: ghsa }) => {
  const { deps, release } = context
  const { embargo, about } = release.ledger
  if (release.status !== 'published' || !embargo) return []
  const repo = await openPublicRepository(deps, embargo)
  const found = await repo.findAdvisory(ghsa)
  const standing = (await repo.listReleases()).find(({ tag, draft }) => tag === about.tag && !draft)
  if (found?.state !== 'published' || !standing) return []

  const { security } = await deps.git.policy({ at: await createRemote(context), pin: about.policy })
  const advisory = await toPublishable(context, repo, found)
  for (const { name, document } of listDocuments(advisory, security)) {
    if (document === null || standing.assets.some((one) => one.name === name)) continue
    await repo.uploadAsset(standing.id, { name, text: `${JSON.stringify(document, null, 2)}\n` })
  }
  return []
}

function listDocuments(advisory: PublishableAdvisory, { publisher, cveAssigner }: Policy['security']) {
  const { facts, product } = advisory
  const isComplete = facts.affected.length > 0 && facts.affected.every(({ fixed }) => fixed !== null)
  const named = { name: product.vendor, namespace: publisher ?? '' }
  return [
    { name: `${facts.id}.osv.json`, document: toOsv(advisory) },
    {
      name: `${facts.id}.csaf.json`,
      document: publisher !== null && isComplete ? toCsaf(advisory, named, 1) : null,
    },
    {
      name: `${facts.id}.cve.json`,
      document: cveAssigner !== null && isComplete ? toCveRecord(advisory, cveAssigner) : null,
    },
  ]
}

async function toPublishable(
  context: EffectContext,
  repo: GitHubRepository,
  advisory: RepositoryAdvisory,
): Promise<PublishableAdvisory> {
  const { deps, release } = context
  const { about, embargo } = release.ledger
  const tags = await deps.git.tags(await createRemote({ repo }))
  const released = tags.flatMap(({ name }) => {
    const version = parseTagVersion(name, about.terms.tagPattern)
    return version === null || version.includes('-') ? [] : [stripVersionPrefix(version)]
  })
  const at = new Date(deps.now() * 1000).toISOString()
  const [named] = advisory.affected
  return {
    facts: readWrittenAdvisory(advisory, { id: embargo?.id ?? advisory.ghsa, released }),
    product: {
      ...{ vendor: repo.ref.owner, name: repo.ref.name, url: repo.webUrl },
      package: named ? toOsvPackage(named) : null,
    },
    dates: { published: at, modified: at },
  }
}
