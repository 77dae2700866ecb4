import { z } from 'zod'
import type { Advisories, AffectedPackage, RepositoryAdvisory } from '../../../runtime/ports/advisories.ts'
import type { RepositoryContext } from './repository-context.ts'

const VECTOR = z.object({ vector_string: z.string().nullish() }).nullish()
const AFFECTED = z
  .object({
    package: z.object({ ecosystem: z.string(), name: z.string().nullish() }).nullish(),
    vulnerable_version_range: z.string().nullish(),
    patched_versions: z.string().nullish(),
  })
  .transform(
    ({ package: named, vulnerable_version_range, patched_versions }): AffectedPackage => ({
      ecosystem: named?.ecosystem ?? 'other',
      name: named?.name ?? null,
      range: vulnerable_version_range || null,
      patched: patched_versions || null,
    }),
  )
const ADVISORY = z
  .object({
    ghsa_id: z.string(),
    state: z.enum(['triage', 'draft', 'published', 'closed', 'withdrawn']),
    cve_id: z.string().nullish(),
    cvss: VECTOR,
    cvss_severities: z.object({ cvss_v3: VECTOR, cvss_v4: VECTOR }).nullish(),
    summary: z.string(),
    description: z.string().nullish(),
    vulnerabilities: z.array(AFFECTED).nullish(),
    cwe_ids: z.array(z.string()).nullish(),
    credits: z.array(z.object({ login: z.string().nullish(), type: z.string().nullish() })).nullish(),
    html_url: z.string(),
  })
  .transform(
    (seen): RepositoryAdvisory => ({
      ghsa: seen.ghsa_id,
      state: seen.state,
      cve: seen.cve_id ?? null,
      cvss:
        seen.cvss_severities?.cvss_v4?.vector_string ??
        seen.cvss_severities?.cvss_v3?.vector_string ??
        seen.cvss?.vector_string ??
        null,
      summary: seen.summary,
      description: seen.description ?? '',
      affected: seen.vulnerabilities ?? [],
      cwes: seen.cwe_ids ?? [],
      credits: (seen.credits ?? []).flatMap(({ login, type }) => (login && type ? [{ login, type }] : [])),
      url: seen.html_url,
    }),
  )

/** What GitHub calls a package's home (https://docs.github.com/rest/security-advisories/repository-advisories). */
const ECOSYSTEMS = z
  .enum([
    'rubygems',
    'npm',
    'pip',
    'maven',
    'nuget',
    'composer',
    'go',
    'rust',
    'erlang',
    'actions',
    'pub',
    'other',
    'swift',
  ])
  .catch('other')

/** Repository advisories, drafts too. */
export function createAdvisories({ client, at }: RepositoryContext): Advisories {
  return {
    findAdvisory: (ghsa_id) =>
      client.find(ADVISORY, (rest) => rest.securityAdvisories.getRepositoryAdvisory({ ...at, ghsa_id })),
    listDraftAdvisories: () =>
      client.list(z.array(ADVISORY).readonly(), (rest, page) =>
        rest.securityAdvisories.listRepositoryAdvisories({ ...at, ...page, state: 'draft' }),
      ),
    draftAdvisory: ({ summary, description, affected, cvss }) =>
      client.write(ADVISORY, (rest) =>
        rest.securityAdvisories.createRepositoryAdvisory({
          ...at,
          summary,
          description,
          vulnerabilities: affected.map(toVulnerability),
          ...(cvss !== null && { cvss_vector_string: cvss }),
        }),
      ),
    editAdvisory: (ghsa_id, { state, affected, cve, cvss }) =>
      client.write(ADVISORY, (rest) =>
        rest.securityAdvisories.updateRepositoryAdvisory({
          ...at,
          ghsa_id,
          ...(state && { state }),
          ...(cve && { cve_id: cve }),
          ...(cvss && { cvss_vector_string: cvss }),
          ...(affected && { vulnerabilities: affected.map(toVulnerability) }),
        }),
      ),
    requestCve: async (ghsa_id) => {
      await client.write(z.unknown(), (rest) =>
        rest.securityAdvisories.createRepositoryAdvisoryCveRequest({ ...at, ghsa_id }),
      )
    },
  }
}

function toVulnerability({ ecosystem, name, range, patched }: AffectedPackage) {
  return {
    package: { ecosystem: ECOSYSTEMS.parse(ecosystem), name },
    vulnerable_version_range: range,
    patched_versions: patched,
  }
}
