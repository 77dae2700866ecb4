import type { AdvisoryFacts, PublishableAdvisory } from '../../../src/release/security/advisory.ts'

/** The advisory of the process document's template, filled in. */
export const ADVISORY: AdvisoryFacts = {
  id: 'GSA-2026-001',
  ghsa: 'GHSA-2c4f-6h8j-9mpq',
  cve: 'CVE-2026-10421',
  cveWaived: null,
  title: 'Authentication bypass in the API gateway',
  cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  cwes: ['CWE-287'],
  summary: 'The API gateway accepts expired tokens.',
  impact: 'An attacker with an old token acts as its owner.',
  mitigation: 'Revoke all tokens that are older than an hour.',
  patch: 'Upgrade to v2.0.1 or v1.9.4.',
  credits: [{ name: 'Mira Holt', role: 'reporter' }],
  affected: [
    { line: '2.0', introduced: '2.0.0', fixed: '2.0.1', versions: ['2.0.0'] },
    { line: '1.9', introduced: '1.9.0', fixed: '1.9.4', versions: ['1.9.0', '1.9.1', '1.9.2', '1.9.3'] },
  ],
  references: ['https://github.com/godel/godel/security/advisories/GHSA-2c4f-6h8j-9mpq'],
}

export const PUBLISHABLE: PublishableAdvisory = {
  facts: ADVISORY,
  product: {
    vendor: 'Godel',
    name: 'Godel',
    package: { ecosystem: 'npm', name: '@godel/api' },
    url: 'https://github.com/godel/godel',
  },
  dates: { published: '2026-02-11T15:00:00.000Z', modified: '2026-02-11T15:00:00.000Z' },
}

/** A vector of v4.0 for the same fault. */
export const VECTOR_V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'
