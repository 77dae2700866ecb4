import { hasSecuritySign } from '../../release/eligibility/security-fix.ts'
import type { Considered } from '../../release/planning/plan.ts'
import type { RuleFinding, Verdict } from '../../release/planning/verdict.ts'
import { scrubIdentifiers, WITHHELD_TITLE } from './scrub.ts'

const IS_SECURITY = 'It is a security fix.'

/**
 * Returns a change as everybody may read of it on its pull request. Of a security fix they read that it is one: not by what
 * that was told, nor its score.
 */
export function withholdFix(considered: Considered): Considered {
  if (considered.verdict.type !== 'security' && !hasSecuritySign(considered)) return considered
  const { candidate, verdict } = considered
  return {
    ...considered,
    candidate: { ...candidate, title: WITHHELD_TITLE },
    verdict: withholdVerdict(verdict, (text) =>
      scrubIdentifiers(text.replaceAll(candidate.title, WITHHELD_TITLE)),
    ),
  }
}

function withholdVerdict(verdict: Verdict, scrub: (text: string) => string): Verdict {
  const { rules, trigger, exception } = verdict
  return {
    ...verdict,
    typeFrom: IS_SECURITY,
    rules: rules.map((finding) => withholdFinding(finding, scrub)),
    trigger: trigger && { ...trigger, because: WITHHELD_TITLE },
    exception: exception && { ...exception, because: scrub(exception.because) },
  }
}

function withholdFinding(finding: RuleFinding, scrub: (text: string) => string): RuleFinding {
  const change = finding.change === null ? null : scrub(finding.change)
  const saw = finding.rule === 'change-type' ? IS_SECURITY : scrub(finding.saw)
  return { ...finding, saw, change }
}
