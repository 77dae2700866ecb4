import { z } from 'zod'
import { readCvssVector } from './cvss.ts'

/** https://ossf.github.io/osv-schema/#defined-ecosystems: those of package managers and of GitHub, with or without a suffix. */
const ECOSYSTEM =
  /^(?:Bioconductor|Bitnami|ConanCenter|CRAN|crates\.io|GHC|GitHub Actions|Go|Hackage|Hex|Julia|Maven|npm|NuGet|opam|Packagist|Pub|PyPI|RubyGems|SwiftURL|VSCode)(?::.+)?$/
/** https://ossf.github.io/osv-schema/#modified-field: RFC 3339 in UTC. */
const timestamp = z.iso.datetime()
const version = z.string().min(1)

const eventSchema = z.union([
  z.strictObject({ introduced: version }),
  z.strictObject({ fixed: version }),
  z.strictObject({ last_affected: version }),
])

const rangeSchema = z.strictObject({
  type: z.literal('SEMVER'),
  events: z
    .array(eventSchema)
    .refine((events) => events.some((one) => 'introduced' in one), { error: 'names no `introduced`' })
    .refine((events) => !['fixed', 'last_affected'].every((name) => events.some((one) => name in one)), {
      error: 'has both `fixed` and `last_affected`',
    }),
})

const severitySchema = z.strictObject({ type: z.enum(['CVSS_V3', 'CVSS_V4']), score: z.string() }).refine(
  ({ type, score }) => {
    const reading = readCvssVector(score)
    return reading.kind === 'scored' && (reading.version === '4.0') === (type === 'CVSS_V4')
  },
  { error: 'isn’t a vector of its type' },
)

/**
 * An OSV document as the schema of OSV 1.7 has it, as far as advisories of ours go: ids of GitHub and of the CVE Program, ranges of
 * semantic versions. What other programs would refuse is refused here, before anybody reads it.
 */
export const osvDocumentSchema = z.strictObject({
  schema_version: z.string().regex(/^1\.7\.\d+$/),
  id: z.string().regex(/^(?:CVE|GHSA)-/),
  modified: timestamp,
  published: timestamp,
  aliases: z.array(z.string().min(1)).optional(),
  summary: z.string().optional(),
  details: z.string(),
  severity: z.array(severitySchema).optional(),
  affected: z.array(
    z.strictObject({
      package: z.strictObject({ ecosystem: z.string().regex(ECOSYSTEM), name: z.string().min(1) }).optional(),
      ranges: z.array(rangeSchema),
      versions: z.array(version).readonly(),
    }),
  ),
  references: z.array(
    z.strictObject({
      type: z.enum(['ADVISORY', 'ARTICLE', 'FIX', 'PACKAGE', 'REPORT', 'WEB']),
      url: z.url(),
    }),
  ),
  credits: z.array(
    z.strictObject({
      name: z.string().min(1),
      type: z.enum(['FINDER', 'REPORTER', 'ANALYST', 'COORDINATOR', 'REMEDIATION_DEVELOPER']),
    }),
  ),
  database_specific: z.looseObject({}),
})
