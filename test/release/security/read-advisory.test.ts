import { describe, expect, it } from 'vitest'
import { toCsaf } from '../../../src/release/security/csaf.ts'
import { readWrittenAdvisory } from '../../../src/release/security/read-advisory.ts'
import { isInRange } from '../../../src/release/security/version-range.ts'
import { PUBLISHABLE } from './advisories.ts'
import { findCsafErrors } from './validators.ts'

const WRITTEN = {
  ghsa: 'GHSA-2jcg-qqmg-46q6',
  cve: 'CVE-2026-77777',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  cwes: ['CWE-120', 'not one'],
  credits: [
    { login: 'mira', type: 'reporter' },
    { login: 'acme', type: 'sponsor' },
  ],
  summary: 'The queue overflows',
  description:
    'A full queue overflows.\n\n### Impact\nIt stops.\n\n### Workarounds\nTurn it off.\n\n### Notes\nNone.\n',
  affected: [
    { range: '>= 2.0.0, < 2.0.1', patched: '2.0.1' },
    { range: '>= 1.9.0, < 1.9.4', patched: '1.9.4' },
  ],
}
const RELEASED = { id: 'GSA-2026-001', released: ['1.8.9', '1.9.0', '1.9.3', '1.9.4', '2.0.0', '2.0.1'] }

describe('an advisory that people wrote on GitHub', () => {
  it('is read by its headings, and affects the released versions that its ranges have', () => {
    expect(readWrittenAdvisory(WRITTEN, RELEASED)).toMatchObject({
      summary: 'A full queue overflows.',
      impact: 'It stops.',
      mitigation: 'Turn it off.',
      patch: null,
      cwes: ['CWE-120'],
      credits: [{ name: 'mira', role: 'reporter' }],
      affected: [
        { line: '1.9', introduced: '1.9.0', fixed: '1.9.4', versions: ['1.9.0', '1.9.3'] },
        { line: '2.0', introduced: '2.0.0', fixed: '2.0.1', versions: ['2.0.0'] },
      ],
    })
  })

  it('becomes a CSAF document that the reference validator passes', async () => {
    const advisory = { ...PUBLISHABLE, facts: readWrittenAdvisory(WRITTEN, RELEASED) }
    const publisher = { name: 'Godel', namespace: 'https://godel.example' }
    expect(await findCsafErrors(toCsaf(advisory, publisher, 1))).toEqual([])
  })

  it('has no versions in a range that cannot be read', () => {
    expect(isInRange('2.0.0', 'all of them')).toBe(false)
    expect(isInRange('2.0.0', '= 2.0.0')).toBe(true)
    expect(isInRange('2.0.1', '<= 2.0.0')).toBe(false)
  })
})
