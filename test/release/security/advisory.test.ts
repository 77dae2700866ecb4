import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type AdvisoryFacts,
  createNextAdvisoryId,
  findMissingParts,
  nameAffectedLine,
} from '../../../src/release/security/advisory.ts'
import { ADVISORY } from './advisories.ts'

function listMissing(changes: Partial<AdvisoryFacts>): string[] {
  return findMissingParts({ ...ADVISORY, ...changes }).map(({ part, supplier }) => `${part}: ${supplier}`)
}

describe('an advisory', () => {
  it('that is complete lacks nothing', () => {
    expect(listMissing({})).toEqual([])
  })

  it('says what is missing and who can supply it', () => {
    expect(listMissing({ cvss: null, mitigation: null, credits: [], cve: null })).toEqual([
      'cve: security-team',
      'cvss: security-team',
      'mitigation: security-team',
      'credits: reporter',
    ])
  })

  it('needs no CVE id where the team decided that none applies', () => {
    expect(listMissing({ cve: null, cveWaived: 'Only a sample configuration is affected.' })).toEqual([])
  })

  it('has no score as long as its vector cannot be scored', () => {
    expect(listMissing({ cvss: 'CVSS:3.1/AV:N' })).toEqual(['cvss: security-team'])
  })

  it('waits for the version that fixes each line', () => {
    const [first, second] = ADVISORY.affected
    if (!first || !second) throw new Error('The example has two lines.')
    expect(listMissing({ affected: [first, { ...second, fixed: null }] })).toEqual([
      'fixed-versions: release',
    ])
  })

  it('names its lines as people read them', () => {
    expect(ADVISORY.affected.map(nameAffectedLine)).toEqual(['v2.0.0', 'v1.9.x'])
  })
})

describe('the number of an advisory', () => {
  const PATTERN = 'GSA-{year}-{number}'

  it('follows the last one of its year', () => {
    expect(createNextAdvisoryId(PATTERN, 2026, ['GSA-2026-001', 'GSA-2025-009'])).toBe('GSA-2026-002')
    expect(createNextAdvisoryId(PATTERN, 2027, ['GSA-2026-001'])).toBe('GSA-2027-001')
  })

  it('has no gaps and no duplicates, however many there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1200 }), (count) => {
        const used: string[] = []
        for (let given = 0; given < count; given += 1)
          used.push(`GSA-2026-${String(given + 1).padStart(3, '0')}`)
        expect(createNextAdvisoryId(PATTERN, 2026, used)).toBe(
          `GSA-2026-${String(count + 1).padStart(3, '0')}`,
        )
      }),
    )
  })
})
