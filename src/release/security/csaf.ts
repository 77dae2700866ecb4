import { type AffectedLine, type PublishableAdvisory, scoreAdvisory } from './advisory.ts'
import type { CvssScore } from './cvss.ts'
import { toCvssDocument } from './cvss-document.ts'

/** Who publishes the document (CSAF 2.0 §3.2.1.8). */
interface Publisher {
  readonly name: string
  /** A URL under the vendor's control. */
  readonly namespace: string
}

/** The notes of a vulnerability (CSAF 2.0 §3.2.3.8), by the section of the Security Advisory Template. */
const NOTES = [
  { part: 'summary', category: 'summary', title: 'Summary' },
  { part: 'impact', category: 'description', title: 'Impact' },
] as const

/**
 * The advisory as a CSAF 2.0 document of the profile `csaf_security_advisory`
 * (https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html#45-profile-5-security-advisory).
 * CSAF 2.0 has no room for a CVSS v4.0 score; the vector then stands in a note.
 *
 * @param revision which edition of the document this is, from 1
 */
export function toCsaf(
  { facts, product, dates }: PublishableAdvisory,
  publisher: Publisher,
  revision: number,
) {
  const score = scoreAdvisory(facts)
  const title = facts.title ?? facts.id
  return {
    document: {
      category: 'csaf_security_advisory',
      csaf_version: '2.0',
      lang: 'en',
      title,
      publisher: { category: 'vendor', ...publisher },
      distribution: { tlp: { label: 'WHITE', url: 'https://www.first.org/tlp/' } },
      ...(score ? { aggregate_severity: { text: score.severity } } : {}),
      references: [
        { category: 'self', summary: `${facts.id}: ${title}`, url: referTo(facts.references, product.url) },
      ],
      tracking: trackDocument(facts.id, dates, revision),
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: product.vendor,
          branches: [
            {
              category: 'product_name',
              name: product.name,
              branches: listVersions(facts.affected, product.name),
            },
          ],
        },
      ],
    },
    vulnerabilities: [describeVulnerability({ facts, product, dates }, score)],
  }
}

function referTo(references: readonly string[], fallback: string): string {
  return references[0] ?? fallback
}

function trackDocument(id: string, { published, modified }: PublishableAdvisory['dates'], revision: number) {
  const history = Array.from({ length: revision }, (_, index) => ({
    number: String(index + 1),
    date: index === 0 ? published : modified,
    summary: index === 0 ? 'Initial version.' : 'Updated.',
  }))
  return {
    id,
    status: 'final',
    version: String(revision),
    initial_release_date: published,
    current_release_date: modified,
    revision_history: history,
  }
}

/** Every version that the document speaks of, once: those with the fault and those that fix it. */
function listVersions(affected: readonly AffectedLine[], product: string) {
  const versions = affected.flatMap(({ versions, fixed }) =>
    fixed === null ? versions : [...versions, fixed],
  )
  return [...new Set(versions)].map((version) => ({
    category: 'product_version',
    name: version,
    product: { name: `${product} ${version}`, product_id: nameProduct(version) },
  }))
}

function nameProduct(version: string): string {
  return `v${version}`
}

function describeVulnerability({ facts, product }: PublishableAdvisory, score: CvssScore | null) {
  const affected = facts.affected.flatMap(({ versions }) => versions.map(nameProduct))
  const fixed = facts.affected.flatMap(({ fixed }) => (fixed === null ? [] : [nameProduct(fixed)]))
  return {
    title: facts.title ?? facts.id,
    ...(facts.cve === null ? {} : { cve: facts.cve }),
    ids: [
      { system_name: product.vendor, text: facts.id },
      ...(facts.ghsa === null ? [] : [{ system_name: 'GitHub Security Advisory', text: facts.ghsa }]),
    ],
    notes: describeNotes(facts, score),
    product_status: {
      ...(affected.length > 0 ? { known_affected: affected } : {}),
      ...(fixed.length > 0 ? { fixed } : {}),
    },
    ...(score?.version === '3.1' && affected.length > 0
      ? { scores: [{ products: affected, cvss_v3: toCvssDocument(score) }] }
      : {}),
    remediations: listRemediations(facts, affected),
    ...(facts.credits.length > 0
      ? { acknowledgments: facts.credits.map(({ name }) => ({ names: [name] })) }
      : {}),
  }
}

function describeNotes(facts: PublishableAdvisory['facts'], score: CvssScore | null) {
  const written = NOTES.flatMap(({ part, category, title }) => {
    const text = facts[part]
    return text === null ? [] : [{ category, title, text }]
  })
  const vector =
    score?.version === '4.0'
      ? [{ category: 'details', title: 'CVSS v4.0', text: `${score.score.toFixed(1)} (${score.vector})` }]
      : []
  return [...written, ...vector]
}

function listRemediations({ mitigation, patch }: PublishableAdvisory['facts'], products: readonly string[]) {
  if (products.length === 0) return []
  return [
    ...(patch === null ? [] : [{ category: 'vendor_fix', details: patch, product_ids: products }]),
    ...(mitigation === null ? [] : [{ category: 'mitigation', details: mitigation, product_ids: products }]),
  ]
}
