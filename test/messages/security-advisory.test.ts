import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { renderSecurityAdvisory, SECURITY_ADVISORY_TEMPLATE } from '../../src/messages/security-advisory.ts'
import { defaultPolicy } from '../../src/release/policy.ts'
import type { AdvisoryFacts } from '../../src/release/security/advisory.ts'
import { ADVISORY } from '../release/security/advisories.ts'

const TEMPLATE = {
  file: SECURITY_ADVISORY_TEMPLATE.file,
  text: readFileSync(SECURITY_ADVISORY_TEMPLATE.url, 'utf8'),
}

function renderWith(changes: Partial<AdvisoryFacts> = {}): string {
  const sections = defaultPolicy.security.advisorySections
  return renderSecurityAdvisory({ facts: { ...ADVISORY, ...changes }, sections, template: TEMPLATE })
}

describe('a security advisory', () => {
  it('reads as the template of the process document', () => {
    expect(renderWith()).toMatchInlineSnapshot(`
      "# Security Advisory: GSA-2026-001

      **Severity:** Critical (CVSS 9.8)
      **Affected Versions:** v2.0.0, v1.9.x
      **Fixed Version:** v2.0.1, v1.9.4
      **CVE ID:** CVE-2026-10421

      ## Summary
      The API gateway accepts expired tokens.

      ## Impact
      An attacker with an old token acts as its owner.

      ## Mitigation
      Revoke all tokens that are older than an hour.

      ## Patch
      Upgrade to v2.0.1 or v1.9.4.

      ## Credits
      - Mira Holt (reporter)
      "
    `)
  })

  it('says what is not written yet', () => {
    const text = renderWith({ cvss: null, impact: null })
    expect(text).toContain('**Severity:** *Not written yet.*')
    expect(text).toContain('## Impact\n*Not written yet.*')
  })

  it('shows the name of a reporter as a name and nothing else', () => {
    expect(renderWith({ credits: [{ name: '@everyone [x](http://a)', role: 'finder' }] })).not.toMatch(
      /@everyone|\[x\]/,
    )
  })
})
