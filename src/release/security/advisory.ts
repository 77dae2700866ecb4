import { z } from 'zod'
import { fill } from '../policy/text-schemas.ts'
import { type CvssScore, type CvssSeverity, readCvssVector } from './cvss.ts'

/** https://www.cve.org/ResourcesSupport/AllResources/CNARules#section_5-1_CVE_ID */
export const CVE_ID = /^CVE-\d{4}-\d{4,19}$/
/** https://docs.github.com/code-security/security-advisories (GHSA IDs) */
export const GHSA_ID = /^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/

const text = z.string().trim().min(1).max(20_000)
const version = z.string().regex(/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/)

/** The people an advisory thanks, by what they did (OSV 1.7 `credits[].type`). */
const creditSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  role: z.enum(['finder', 'reporter', 'analyst', 'coordinator', 'remediation-developer']),
})

/** One line that is affected: from which version on, and which version fixes it. Versions without a `v`. */
const affectedLineSchema = z.strictObject({
  line: z.string().regex(/^\d+\.\d+$/),
  /** The first version with the fault; null where every version before the fix has it. */
  introduced: version.nullable(),
  fixed: version.nullable(),
  /** Released versions with the fault, oldest first. */
  versions: z.array(version).max(1000).readonly(),
})

/** What a security advisory states. Null and empty: nobody has supplied it yet. */
export const advisoryFactsSchema = z
  .strictObject({
    /** By the policy's `security.advisoryId`: GSA-2026-001. */
    id: z.string().min(1).max(60),
    ghsa: z.string().regex(GHSA_ID).nullable(),
    cve: z.string().regex(CVE_ID).nullable(),
    /** Why there is no CVE id, where the team decided that none applies. */
    cveWaived: text.nullable(),
    title: z.string().trim().min(1).max(256).nullable(),
    cvss: z.string().max(400).nullable(),
    cwes: z
      .array(z.string().regex(/^CWE-\d{1,5}$/))
      .max(20)
      .readonly(),
    summary: text.nullable(),
    impact: text.nullable(),
    mitigation: text.nullable(),
    patch: text.nullable(),
    credits: z.array(creditSchema).max(100).readonly(),
    affected: z.array(affectedLineSchema).max(50).readonly(),
    references: z
      .array(z.url({ protocol: /^https$/ }))
      .max(50)
      .readonly(),
  })
  .readonly()
export type AdvisoryFacts = z.output<typeof advisoryFactsSchema>
export type AffectedLine = AdvisoryFacts['affected'][number]
export type Credit = AdvisoryFacts['credits'][number]

/** What an advisory is about: the product as people and as package managers know it. */
export interface AdvisoryProduct {
  readonly vendor: string
  readonly name: string
  /** Where it is published, as OSV names it: `npm` and `@godel/api`; null for what no registry has. */
  readonly package: { readonly ecosystem: string; readonly name: string } | null
  /** The repository's page. */
  readonly url: string
}

/** When an advisory was made public and last changed, as RFC 3339 in UTC. */
export interface AdvisoryDates {
  readonly published: string
  readonly modified: string
}

/** Everything that the published documents (OSV, CSAF, CVE Record) are made from. */
export interface PublishableAdvisory {
  readonly facts: AdvisoryFacts
  readonly product: AdvisoryProduct
  readonly dates: AdvisoryDates
}

/** The parts of the Security Release Checklist and of the Security Advisory Template that can be missing. */
export const ADVISORY_PARTS = [
  'title',
  'cve',
  'cvss',
  'affected-versions',
  'fixed-versions',
  'summary',
  'impact',
  'mitigation',
  'patch',
  'credits',
] as const
export type AdvisoryPart = (typeof ADVISORY_PARTS)[number]

/** Who can supply what is missing: a person of the security team, or the release itself when its version is known. */
export type Supplier = 'security-team' | 'reporter' | 'release'

const SUPPLIERS: Readonly<Record<AdvisoryPart, Supplier>> = {
  title: 'security-team',
  cve: 'security-team',
  cvss: 'security-team',
  'affected-versions': 'security-team',
  'fixed-versions': 'release',
  summary: 'security-team',
  impact: 'security-team',
  mitigation: 'security-team',
  patch: 'release',
  credits: 'reporter',
}

const IS_MISSING: Readonly<Record<AdvisoryPart, (facts: AdvisoryFacts) => boolean>> = {
  title: ({ title }) => title === null,
  cve: ({ cve, cveWaived }) => cve === null && cveWaived === null,
  cvss: (facts) => scoreAdvisory(facts) === null,
  'affected-versions': ({ affected }) => affected.length === 0,
  'fixed-versions': ({ affected }) => affected.length === 0 || affected.some(({ fixed }) => fixed === null),
  summary: ({ summary }) => summary === null,
  impact: ({ impact }) => impact === null,
  mitigation: ({ mitigation }) => mitigation === null,
  patch: ({ patch }) => patch === null,
  credits: ({ credits }) => credits.length === 0,
}

/** A part of an advisory that nobody has supplied yet, and who can. */
export interface MissingPart {
  readonly part: AdvisoryPart
  readonly supplier: Supplier
}

/** Lists what an advisory still lacks (Security Release Checklist, Security Advisory Template), in the template's order. */
export function findMissingParts(facts: AdvisoryFacts): MissingPart[] {
  return ADVISORY_PARTS.filter((part) => IS_MISSING[part](facts)).map((part) => ({
    part,
    supplier: SUPPLIERS[part],
  }))
}

/** Scores the advisory's vector; null where there is none that can be scored. */
export function scoreAdvisory({ cvss }: Pick<AdvisoryFacts, 'cvss'>): CvssScore | null {
  if (cvss === null) return null
  const reading = readCvssVector(cvss)
  return reading.kind === 'scored' ? reading : null
}

/** Severity words as the Security Advisory Template writes them: `Critical (CVSS 9.8)`. */
const SEVERITY_WORDS: Readonly<Record<CvssSeverity, string>> = {
  none: 'None',
  low: 'Low',
  medium: 'Medium',
  high: 'High',
  critical: 'Critical',
}

/** Names a score as the Security Advisory Template does: `Critical (CVSS 9.8)`. */
export function nameSeverity({ severity, score }: Pick<CvssScore, 'severity' | 'score'>): string {
  return `${SEVERITY_WORDS[severity]} (CVSS ${score.toFixed(1)})`
}

/** Digits of an advisory's number: GSA-2026-001. */
const NUMBER_DIGITS = 3

/**
 * The next advisory's id in a year: the lowest number that none ever had, so that numbers have neither gaps nor
 * duplicates (Security Advisory Template, `GSA-YYYY-NNN`).
 *
 * @param pattern the policy's `security.advisoryId`, with `{year}` and `{number}`
 * @param used every id that was ever given, of any year
 */
export function createNextAdvisoryId(pattern: string, year: number, used: readonly string[]): string {
  const taken = new Set(used)
  let number = 1
  while (taken.has(nameAdvisory(pattern, year, number))) number += 1
  return nameAdvisory(pattern, year, number)
}

function nameAdvisory(pattern: string, year: number, number: number): string {
  return fill(pattern, { year: String(year), number: String(number).padStart(NUMBER_DIGITS, '0') })
}

/** Names an affected line as people read it: `v2.0.0` where one version has the fault, else `v1.9.x`. */
export function nameAffectedLine({ line, versions }: AffectedLine): string {
  const [only, ...more] = versions
  return only !== undefined && more.length === 0 ? `v${only}` : `v${line}.x`
}
