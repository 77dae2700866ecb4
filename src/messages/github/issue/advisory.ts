import type { AdvisoryLack } from '../../../release/lifecycle/embargo/words.ts'
import type { OpenedRelease } from '../../../release/lifecycle/view.ts'
import { formatCode } from '../markdown/inline.ts'
import { createMark } from '../markdown/mark.ts'

/** By which the issue of a reported vulnerability is found again. */
export const REPORTED_MARK = 'reported'

/** The issue in the private repository that tells the security team of a report. Its title says nothing of it. */
export function renderReportedIssue(advisory: string): { readonly title: string; readonly body: string } {
  return {
    title: 'A report is waiting for the security team',
    body: [
      `${formatCode(advisory)} is waiting in the public repository.`,
      `To prepare its fix here, under embargo, comment ${formatCode(`/release security ${advisory}`)}.`,
      createMark(REPORTED_MARK, advisory),
    ].join('\n\n'),
  }
}

/** What an advisory lacks, and who can supply it (Security Release Checklist). */
const LACKING: Readonly<Record<AdvisoryLack, string>> = {
  title: 'title: the security team writes it in the advisory',
  cve: 'CVE id: the security team asks GitHub with `/release advisory cve=request`, or enters one with `cve=CVE-…`',
  cvss: 'CVSS vector: assess the fix with `/release assess #N cvss=CVSS:4.0/…`, or set it in the advisory',
  description: 'description: the security team writes it in the advisory',
  'affected-versions':
    'affected versions: the security team names the commit that brought the fault with `/release advisory introduced-by=COMMIT`, or gives a range for each package',
  mitigations: 'mitigations: the security team writes them under a heading `Mitigation`',
}

/** The advisory of an embargoed release as it was seen last, and what it still lacks; empty for other releases. */
export function renderAdvisory(release: OpenedRelease): string {
  const { embargo } = release.ledger
  if (!embargo || release.status !== 'open') return ''
  const { id, advisory, seen } = embargo
  const known = [id, advisory, seen?.cve, seen?.cvss ? `CVSS ${seen.cvss.score.toFixed(1)}` : null]
  const line = known.flatMap((one) => (one == null ? [] : [formatCode(one)])).join(' · ')
  const lacks = (seen?.lacks ?? []).map((lack) => `- ○ ${LACKING[lack]}`)
  return ['## Advisory', '', line, ...(lacks.length === 0 ? [] : ['', 'Still missing:', '', ...lacks])].join(
    '\n',
  )
}
