import { describe, expect, it } from 'vitest'
import { toCsaf } from '../../../src/release/security/csaf.ts'
import { toCveRecord } from '../../../src/release/security/cve-record.ts'
import { toOsv } from '../../../src/release/security/osv.ts'
import { osvDocumentSchema } from '../../../src/release/security/osv-schema.ts'
import { ADVISORY, PUBLISHABLE, VECTOR_V4 } from './advisories.ts'
import { findCsafErrors } from './validators.ts'

const PUBLISHER = { name: 'Godel', namespace: 'https://godel.example' }
const ASSIGNER = '7b1b9a0c-1c1d-4c39-9a9c-1f3b0f6f9a11'

describe('the advisory as CSAF 2.0', () => {
  it.each([
    ['with a score of v3.1', PUBLISHABLE],
    ['with a score of v4.0', { ...PUBLISHABLE, facts: { ...ADVISORY, cvss: VECTOR_V4 } }],
    ['without a CVE id', { ...PUBLISHABLE, facts: { ...ADVISORY, cve: null, ghsa: null } }],
  ])('%s passes the schema and every mandatory test of the reference validator', async (_, advisory) => {
    expect(await findCsafErrors(toCsaf(advisory, PUBLISHER, 2))).toEqual([])
  })

  it('is refused by the validator when something is wrong, so that the test can fail', async () => {
    const document = toCsaf(PUBLISHABLE, PUBLISHER, 1)
    expect(await findCsafErrors({ ...document, product_tree: {} })).not.toEqual([])
  })
})

describe('the advisory as OSV', () => {
  it('has its ranges, its score and its aliases', () => {
    expect(toOsv(PUBLISHABLE)).toMatchObject({
      id: 'GHSA-2c4f-6h8j-9mpq',
      aliases: ['CVE-2026-10421'],
      severity: [{ type: 'CVSS_V3', score: ADVISORY.cvss }],
      affected: [
        {
          package: { ecosystem: 'npm', name: '@godel/api' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '2.0.0' }, { fixed: '2.0.1' }] }],
          versions: ['2.0.0'],
        },
        { ranges: [{ events: [{ introduced: '1.9.0' }, { fixed: '1.9.4' }] }] },
      ],
      credits: [{ name: 'Mira Holt', type: 'REPORTER' }],
      database_specific: { advisory: 'GSA-2026-001', severity: 'CRITICAL' },
    })
  })

  it('has every version before the fix where nobody knows the first faulty one', () => {
    const [line] = ADVISORY.affected
    if (!line) throw new Error('The example has lines.')
    const facts = { ...ADVISORY, affected: [{ ...line, introduced: null }] }
    expect(toOsv({ ...PUBLISHABLE, facts })?.affected[0]?.ranges[0]?.events).toEqual([
      { introduced: '0' },
      { fixed: '2.0.1' },
    ])
  })

  it('is refused where OSV would refuse it, so that nothing wrong is attached or printed', () => {
    const elsewhere = { ...PUBLISHABLE.product, package: { ecosystem: 'homebrew', name: 'api' } }
    expect(() => toOsv({ ...PUBLISHABLE, product: elsewhere })).toThrow('ecosystem')
    const dates = { ...PUBLISHABLE.dates, modified: '2026-02-11' }
    expect(() => toOsv({ ...PUBLISHABLE, dates })).toThrow('modified')
    const document = toOsv(PUBLISHABLE)
    const events = [{ introduced: '0' }, { fixed: '2.0.1' }, { last_affected: '2.0.0' }]
    const affected = [{ ranges: [{ type: 'SEMVER', events }], versions: [] }]
    expect(osvDocumentSchema.safeParse({ ...document, affected }).success).toBe(false)
    expect(osvDocumentSchema.safeParse({ ...document, sumary: '' }).success).toBe(false)
  })

  it('waits for an id that OSV knows', () => {
    expect(toOsv({ ...PUBLISHABLE, facts: { ...ADVISORY, cve: null, ghsa: null } })).toBeNull()
  })
})

describe('the advisory as a CVE Record', () => {
  it('has what a CVE Numbering Authority asks for', () => {
    expect(toCveRecord(PUBLISHABLE, ASSIGNER)).toMatchObject({
      dataType: 'CVE_RECORD',
      cveMetadata: { cveId: 'CVE-2026-10421', assignerOrgId: ASSIGNER, state: 'PUBLISHED' },
      containers: {
        cna: {
          affected: [
            {
              vendor: 'Godel',
              defaultStatus: 'unaffected',
              versions: [
                { version: '2.0.0', lessThan: '2.0.1', status: 'affected', versionType: 'semver' },
                { version: '1.9.0', lessThan: '1.9.4', status: 'affected', versionType: 'semver' },
              ],
            },
          ],
          metrics: [{ cvssV3_1: { baseScore: 9.8, baseSeverity: 'CRITICAL', vectorString: ADVISORY.cvss } }],
          problemTypes: [{ descriptions: [{ cweId: 'CWE-287' }] }],
          workarounds: [{ value: ADVISORY.mitigation }],
        },
      },
    })
  })

  it('carries a score of v4.0 under its own name', () => {
    const record = toCveRecord({ ...PUBLISHABLE, facts: { ...ADVISORY, cvss: VECTOR_V4 } }, ASSIGNER)
    expect(record?.containers.cna.metrics).toMatchObject([{ cvssV4_0: { baseScore: 9.3, version: '4.0' } }])
  })

  it('waits for its id', () => {
    expect(toCveRecord({ ...PUBLISHABLE, facts: { ...ADVISORY, cve: null } }, ASSIGNER)).toBeNull()
  })
})
