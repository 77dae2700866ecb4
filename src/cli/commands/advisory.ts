import { z } from 'zod'
import { ADVISORY_FORMATS } from '../advisory-report.ts'
import { createSourceRequest, SOURCE_OPTIONS, sourceInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { toAdvisoryJson } from '../json/advisory.ts'
import { renderAdvisoryScreen } from '../screens/advisory.ts'

/** Security Advisory Template and Security Release Checklist: the advisory of a fix, and what it still lacks. */
export const advisoryCommand = defineCommand({
  name: 'advisory',
  summary: 'draft a security advisory, and list what it lacks',
  about:
    'Reads what you wrote down of a security fix, scores its CVSS vector, and finds the affected releases by the commit ' +
    'that brought the fault. Prints what is missing and who can supply it, or the advisory as Markdown, OSV, CSAF 2.0 or ' +
    'a CVE record. Nothing leaves this machine.',
  arguments: [],
  options: [
    {
      name: 'from',
      value: 'FILE',
      about: 'what is known of the fix, YAML or JSON (docs/advisories.md)',
      completes: 'file',
    },
    {
      name: 'format',
      value: 'FORMAT',
      about: 'summary, markdown, osv, csaf or cve (default: summary)',
      choices: ADVISORY_FORMATS,
    },
    ...SOURCE_OPTIONS,
  ],
  examples: [
    { command: 'release-captain advisory --from GSA-2026-001.yml', about: 'See what is missing' },
    {
      command: 'release-captain advisory --from GSA-2026-001.yml --format csaf',
      about: 'Print it as CSAF 2.0',
    },
  ],
  input: sourceInput.extend({
    from: z.string({ error: 'is needed: it names the advisory file' }).min(1, 'must not be empty'),
    format: z.enum(ADVISORY_FORMATS).optional(),
  }),
  run: async (call, input) => {
    const engine = await call.engine()
    const asked = { file: input.from, format: input.format ?? 'summary' }
    const report = await engine.advisory({ ...createSourceRequest(call, input), ...asked })
    const { text } = report
    return {
      exitCode: DONE,
      output:
        text === null
          ? { kind: 'screen', lines: (view) => renderAdvisoryScreen(report, asked, view) }
          : { kind: 'text', text },
      document: () => toAdvisoryJson(report),
    }
  },
})
