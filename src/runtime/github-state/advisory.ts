import type { Fact, FactOf } from '../../release/lifecycle/commands.ts'
import type { AdvisoryLack, EmbargoTerms, SeenAdvisory } from '../../release/lifecycle/embargo/words.ts'
import { CVE_ID } from '../../release/security/advisory.ts'
import { readCvssVector } from '../../release/security/cvss.ts'
import { readAdvisorySections } from '../../release/security/read-advisory.ts'
import type { RuntimeDependencies } from '../context.ts'
import type { RepositoryAdvisory } from '../ports/advisories.ts'
import type { GitHubRepository } from '../ports/github.ts'
import type { OpenEffectContext } from './effect-context.ts'

/** The advisory of an embargoed release as it is now, with what it proves of the security checklist. */
export async function observeAdvisory({ release, deps }: OpenEffectContext): Promise<Fact[]> {
  const { embargo } = release.ledger
  if (!embargo?.advisory) return []
  const repo = await openPublicRepository(deps, embargo)
  const found = await repo.findAdvisory(embargo.advisory)
  return found === null ? [] : [toAdvisorySeen(found, embargo, deps.now())]
}

/** Tells what an advisory is now, and what it proves. */
export function toAdvisorySeen(
  found: RepositoryAdvisory,
  named: Pick<EmbargoTerms, 'id'>,
  at: number,
): FactOf<'AdvisorySeen'> {
  return {
    type: 'AdvisorySeen',
    at,
    advisory: judgeAdvisory(found, named),
    evidence: listEvidence(found),
  }
}

/** Opens the repository in which an embargoed release is disclosed. @throws {Refused} where the App isn't installed */
export function openPublicRepository(
  { github }: Pick<RuntimeDependencies, 'github'>,
  { publicRepository }: { readonly publicRepository: { readonly id: number } },
): Promise<GitHubRepository> {
  return github.openRepository(publicRepository.id)
}

/** Reads what a release needs of its advisory: no text of it. */
export function judgeAdvisory(advisory: RepositoryAdvisory, { id }: Pick<EmbargoTerms, 'id'>): SeenAdvisory {
  const isTitled = advisory.summary.trim() !== '' && advisory.summary.trim() !== id
  const proved = new Set(listEvidence(advisory).map(({ item }) => item))
  const reading = advisory.cvss === null ? null : readCvssVector(advisory.cvss)
  return {
    state: advisory.state,
    cve: readCve(advisory),
    cvss: reading?.kind === 'scored' ? { vector: reading.vector, score: reading.score } : null,
    lacks: [
      ...(isTitled ? [] : ['title' as const]),
      ...ITEMS.filter(({ item }) => !proved.has(item)).map(({ lack }) => lack),
    ],
  }
}

/** The lines of the security checklist that an advisory proves, each with what is missing without it. */
const ITEMS: readonly { readonly item: string; readonly lack: AdvisoryLack }[] = [
  { item: 'cve', lack: 'cve' },
  { item: 'cvss', lack: 'cvss' },
  { item: 'advisory', lack: 'description' },
  { item: 'affected-versions', lack: 'affected-versions' },
  { item: 'mitigations', lack: 'mitigations' },
]

function readCve({ cve }: RepositoryAdvisory): string | null {
  return cve !== null && CVE_ID.test(cve) ? cve : null
}

function listEvidence(advisory: RepositoryAdvisory) {
  const { ghsa, cvss, description, affected } = advisory
  const cve = readCve(advisory)
  const reading = cvss === null ? null : readCvssVector(cvss)
  const sections = readAdvisorySections(description)
  const isDocumented = affected.length > 0 && affected.every(({ range }) => range !== null)
  return [
    ...(cve === null ? [] : [{ item: 'cve', evidence: cve }]),
    ...(reading?.kind === 'scored'
      ? [{ item: 'cvss', evidence: `CVSS ${reading.score.toFixed(1)} (${reading.vector})` }]
      : []),
    ...(sections.size === 0 ? [] : [{ item: 'advisory', evidence: ghsa }]),
    ...(isDocumented
      ? [{ item: 'affected-versions', evidence: affected.map(({ range }) => range).join('; ') }]
      : []),
    ...(sections.has('mitigation') ? [{ item: 'mitigations', evidence: ghsa }] : []),
  ]
}
