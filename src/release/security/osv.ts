import { type AffectedLine, type Credit, type PublishableAdvisory, scoreAdvisory } from './advisory.ts'
import type { CvssVersion } from './cvss.ts'
import { osvDocumentSchema } from './osv-schema.ts'

/** The version of the OSV schema that documents are written in: https://ossf.github.io/osv-schema/ */
const OSV_VERSION = '1.7.4'

const SEVERITY_TYPES: Readonly<Record<CvssVersion, string>> = { '3.1': 'CVSS_V3', '4.0': 'CVSS_V4' }

const CREDIT_TYPES: Readonly<Record<Credit['role'], string>> = {
  finder: 'FINDER',
  reporter: 'REPORTER',
  analyst: 'ANALYST',
  coordinator: 'COORDINATOR',
  'remediation-developer': 'REMEDIATION_DEVELOPER',
}

/**
 * The advisory as an OSV document. OSV names entries by the database they come from, and a team's own numbers have
 * none: so the id is the GHSA id, else the CVE id; null where there is neither yet. @throws where it isn't valid OSV 1.7
 */
export function toOsv({ facts, product, dates }: PublishableAdvisory) {
  const [id, ...aliases] = [facts.ghsa, facts.cve].filter((known) => known !== null)
  if (id === undefined) return null
  const score = scoreAdvisory(facts)
  return osvDocumentSchema.parse({
    schema_version: OSV_VERSION,
    id,
    modified: dates.modified,
    published: dates.published,
    ...(aliases.length > 0 ? { aliases } : {}),
    ...(facts.title === null ? {} : { summary: facts.title }),
    details: joinParagraphs([facts.summary, facts.impact, facts.mitigation, facts.patch]),
    ...(score ? { severity: [{ type: SEVERITY_TYPES[score.version], score: score.vector }] } : {}),
    affected: facts.affected.map((line) => toAffected(line, product)),
    references: [
      ...facts.references.map((url) => ({ type: 'WEB', url })),
      { type: 'PACKAGE', url: product.url },
    ],
    credits: facts.credits.map(({ name, role }) => ({ name, type: CREDIT_TYPES[role] })),
    database_specific: { advisory: facts.id, ...(score ? { severity: score.severity.toUpperCase() } : {}) },
  })
}

function toAffected(
  { introduced, fixed, versions }: AffectedLine,
  { package: registry }: PublishableAdvisory['product'],
) {
  const events = [{ introduced: introduced ?? '0' }, ...(fixed === null ? [] : [{ fixed }])]
  return {
    ...(registry ? { package: { ecosystem: registry.ecosystem, name: registry.name } } : {}),
    ranges: [{ type: 'SEMVER', events }],
    versions,
  }
}

/** Paragraphs of one text, without those that are not known. */
export function joinParagraphs(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n\n')
}
