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
