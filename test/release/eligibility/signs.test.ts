import { describe, expect, it } from 'vitest'
import { hasVulnerability } from '../../../src/release/eligibility/signs.ts'

describe('a description', () => {
  it.each([
    'It closes CVE-2026-77777.',
    'See GHSA-2jcg-qqmg-46q6',
    'CVSS: 9.8',
    'CVSS score of 7.5',
    'CVSS:4.0/AV:N/AC:L',
  ])('names a vulnerability: %s', (text) => {
    expect(hasVulnerability(text)).toBe(true)
  })

  it.each([
    '',
    'Fixes the queue',
    'CVSS:\n\nRisk: low',
    '<!-- CVE-2026-77777 or CVSS: 9.8, where it is a security fix -->\nFixes the queue',
    'It speeds up the CVSS calculator.',
  ])('names none: %j', (text) => {
    expect(hasVulnerability(text)).toBe(false)
  })
})
