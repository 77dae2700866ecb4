import { z } from 'zod'
import { toLine } from '../lines.ts'
import { compareVersionNumbers } from '../version-number.ts'
import { type AdvisoryFacts, type AffectedLine, advisoryFactsSchema } from './advisory.ts'

const facts = advisoryFactsSchema.unwrap().shape

/** A version as people write it, with or without its `v`; without it from here on. */
const version = z.string().transform((text) => text.replace(/^v/, ''))

/**
 * What a person writes down of a security fix before the advisory is published (docs/advisories.md). All but the id can
 * be left out: what is missing is listed, and a draft says so.
 */
export const advisoryFileSchema = z
  .strictObject({
    id: facts.id,
    ghsa: facts.ghsa.default(null),
    cve: facts.cve.default(null),
    cveWaived: facts.cveWaived.default(null),
    title: facts.title.default(null),
    cvss: facts.cvss.default(null),
    cwes: facts.cwes.default([]),
    summary: facts.summary.default(null),
    impact: facts.impact.default(null),
    mitigation: facts.mitigation.default(null),
    patch: facts.patch.default(null),
    credits: facts.credits.default([]),
    references: facts.references.default([]),
    /** The lines that have the fault, where a person knows them; null has git tell by `introducedBy`. */
    affected: facts.affected.nullable().default(null),
    /** The commit that brought the fault. */
    introducedBy: z
      .string()
      .regex(/^[0-9a-f]{7,64}$/, 'must be a commit id of 7 digits or more')
      .nullable()
      .default(null),
    /** The versions that fix it, one for each line. */
    fixed: z.array(version).max(50).readonly().default([]),
    vendor: z.string().trim().min(1).max(200).nullable().default(null),
    package: z
      .strictObject({ ecosystem: z.string().min(1).max(100), name: z.string().min(1).max(200) })
      .nullable()
      .default(null),
    /** A URL under the vendor's control (CSAF 2.0 §3.2.1.8). */
    publisher: z
      .url({ protocol: /^https$/ })
      .nullable()
      .default(null),
    /** The UUID of the CVE Numbering Authority that gave the CVE id. */
    assigner: z.uuid().nullable().default(null),
    /** When it is published: RFC 3339 with its time zone. */
    published: z.iso.datetime({ offset: true }).nullable().default(null),
    /** Which edition of the published document this is, from 1. */
    revision: z.int().min(1).max(1000).default(1),
  })
  .readonly()
export type AdvisoryFile = z.output<typeof advisoryFileSchema>

/**
 * Lists the affected lines by the releases that contain the faulty commit (Security Release Checklist, "affected versions
 * documented"). A release from the line's fixed version on is not affected, though it contains that commit too.
 *
 * @param containing versions of releases that contain the faulty commit, without a `v`
 * @param fixed versions that fix it, without a `v`
 */
export function listAffectedLines(containing: readonly string[], fixed: readonly string[]): AffectedLine[] {
  const lines = Map.groupBy(containing.toSorted(compareVersionNumbers), (one) => toLine(one))
  return [...lines].flatMap(([line, all]) => {
    const fix = fixed.find((one) => toLine(one) === line) ?? null
    const versions = all.filter((one) => fix === null || compareVersionNumbers(one, fix) < 0)
    const [introduced] = versions
    return introduced === undefined ? [] : [{ line, introduced, fixed: fix, versions }]
  })
}

/** Takes the facts of an advisory out of its file: what the file says beyond them is left out. */
export function toAdvisoryFacts(file: AdvisoryFile, affected: readonly AffectedLine[]): AdvisoryFacts {
  return z.object(facts).parse({ ...file, affected })
}
