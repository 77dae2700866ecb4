import type { Mutant } from './mutant.ts'

const LEAKS = ['test/journeys/app/security/leaks.test.ts']
const LINES = ['test/journeys/app/security/lines.test.ts']

/** What keeps an embargo. */
export const SECURITY: readonly Mutant[] = [
  {
    holds: 'the log has the kind of a failure alone where a repository is private',
    file: 'src/runtime/record/describe-failure.ts',
    find: 'if (await isOfPublicRepository(deps, task))',
    replace: 'if (true)',
    tests: LEAKS,
  },
  {
    holds: 'what stands in a description makes a change a security fix',
    file: 'src/release/eligibility/security-fix.ts',
    find: '(isNamed?.known === true && isNamed.value) ||',
    replace: '',
    tests: LEAKS,
  },
  {
    holds: 'no push before every line is ready',
    file: 'src/runtime/effects/embargo/disclose-code.ts',
    find: "if (others.some((one) => one.status === 'open' && one.place.step !== 'publishing'))",
    replace: 'if (false)',
    tests: LINES,
  },
  {
    holds: 'a draft of an advisory is found by its mark',
    file: 'src/runtime/effects/embargo/draft-advisory.ts',
    find: 'drafts.find(({ description }) => isOurs(description))',
    replace: 'drafts.find(({ description }) => isOurs(description) && description === text.summary)',
    tests: ['test/journeys/app/security/embargo.test.ts'],
  },
  {
    holds: 'a file of a private build is measured on its way',
    file: 'src/runtime/effects/publication/ensure-files.ts',
    find: 'if (digest === artifact.digest) return',
    replace: 'if (digest !== null) return',
    tests: ['test/journeys/app/security/embargo.test.ts'],
  },
  {
    holds: 'what an emergency skips after its tag is on record',
    file: 'src/release/lifecycle/rules/gates.ts',
    find: 'if (items.length === 0 || release.ledger.skippedAt.includes(point)) return []',
    replace: 'if (items.length >= 0) return []',
    tests: ['test/release/lifecycle/security/security-release.test.ts'],
  },
  {
    holds: 'an OSV document is checked before it is attached',
    file: 'src/release/security/osv-schema.ts',
    find: 'id: z.string().regex(/^(?:CVE|GHSA)-/),\n  modified: timestamp,',
    replace: 'id: z.string(),\n  modified: z.string(),',
    tests: ['test/release/security/documents.test.ts'],
  },
  {
    holds: 'a header of a mail is a digest',
    file: 'src/runtime/effects/embargo/pre-notify.ts',
    find: "return createHash('sha256').update(JSON.stringify(named)).digest('hex')",
    replace: "return named.join('.').replaceAll('@', '.')",
    tests: LINES,
  },
  {
    holds: 'a pre-notification is for one agreed time once',
    file: 'src/release/lifecycle/embargo/view.ts',
    find: 'return embargo.notice?.dueAt === dueAt ? null : dueAt - preNotify.beforeSeconds',
    replace: 'return dueAt - preNotify.beforeSeconds',
    tests: ['test/release/lifecycle/security/embargo.test.ts'],
  },
]
