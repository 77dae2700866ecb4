import type { Candidate, CandidateSource, LineEvidence } from '../../src/release/changes/candidate.ts'
import { type ChangeType, type Facts, unknown } from '../../src/release/facts/facts.ts'
import type { Considered, PickOutcome } from '../../src/release/planning/plan.ts'
import type { Answer, RuleFinding, Verdict, VerdictKind } from '../../src/release/planning/verdict.ts'

/** Friday, 6 February 2026, noon. */
export const NOW = Date.UTC(2026, 1, 6, 12) / 1000
export const DAY = 86_400

/** A sha that begins with readable digits. */
export function sha(start: string): string {
  return start.padEnd(40, '0')
}

export function candidate(id: string, title: string, source?: CandidateSource): Candidate {
  const number = Number(id.slice(1))
  const commit = sha(id.startsWith('#') ? `c${number}` : id)
  const fallback: CandidateSource = id.startsWith('#')
    ? { kind: 'pull-request', number, merge: 'squash' }
    : { kind: 'commit' }
  return {
    id: id.startsWith('#') ? id : commit,
    source: source ?? fallback,
    title,
    commits: [
      {
        sha: commit,
        parents: [sha('b0')],
        author: { name: 'Ada', email: 'ada@example.org' },
        authoredAt: NOW - 9 * DAY,
        committedAt: NOW - 9 * DAY,
        message: `${title}\n\nBody.\n`,
        paths: ['src/a.ts'],
      },
    ],
    merged: [],
    picks: [{ sha: commit, mainline: null }],
    mergedAt: NOW - 9 * DAY,
  }
}

const UNKNOWN = unknown('nothing offline says so')

export const FACTS: Facts = {
  labels: UNKNOWN,
  issues: UNKNOWN,
  severity: UNKNOWN,
  cvss: UNKNOWN,
  cve: UNKNOWN,
  reviewed: UNKNOWN,
  checksPassed: UNKNOWN,
  breaking: UNKNOWN,
  assessment: UNKNOWN,
  exception: UNKNOWN,
}

export function rule(name: string, answer: Answer = 'yes'): RuleFinding {
  const saw: Record<Answer, string> = {
    yes: 'Seen in the commit message.',
    no: 'No file of it is a test.',
    unknown: 'Nothing offline says who reviewed it.',
  }
  const change = answer === 'yes' ? null : `Say \`${name}:\` in the facts file.`
  // What the document asks of a case-by-case change, an exception, has to be there.
  const mode = name === 'exception' ? 'required' : 'when-known'
  return { rule: name, section: '§1.1 Selection Criteria', answer, mode, saw: saw[answer], change }
}

export interface Judged {
  readonly kind?: VerdictKind
  readonly unknowns?: number
  readonly alone?: PickOutcome
  readonly lineEvidence?: readonly LineEvidence[]
  readonly due?: number
}

export function considered(of: Candidate, type: ChangeType, judged: Judged = {}): Considered {
  return {
    candidate: of,
    facts: FACTS,
    verdict: verdict(type, judged),
    alone: judged.alone ?? CLEAN,
    lineEvidence: judged.lineEvidence ?? [],
  }
}

function verdict(
  type: ChangeType,
  { kind = 'eligible', unknowns = 0, due = NOW + 5 * DAY }: Judged,
): Verdict {
  const taken = kind === 'eligible' || kind === 'case-by-case'
  return {
    kind,
    type,
    typeFrom: 'from the Conventional Commit header `fix`',
    mayBe: null,
    rules: [
      rule('merged'),
      rule('tested', kind === 'not-ready' ? 'no' : 'yes'),
      ...(kind === 'case-by-case' ? [rule('exception', 'unknown')] : []),
      ...(kind === 'next-minor' ? [rule('change-type', 'no')] : []),
      ...Array.from({ length: unknowns }, (_, index) =>
        rule(['reviewed', 'severity'][index] ?? 'risk', 'unknown'),
      ),
    ],
    trigger: taken
      ? { urgency: type === 'security' ? 'immediate' : 'scheduled', due, because: 'the weekly release' }
      : null,
    exception: null,
  }
}

export const CLEAN: PickOutcome = { kind: 'clean', tree: sha('7') }
export const CONFLICT = {
  kind: 'conflict',
  at: sha('c1240'),
  files: [
    {
      path: 'src/parser/intent.ts',
      kind: 'content',
      hunks: [
        {
          ours: { start: 12, end: 18 },
          oursText: 'return parse(text)\n',
          theirsText: 'return parse(text, schema)\n',
        },
        { ours: { start: 40, end: 40 }, oursText: '', theirsText: '  schema,\n' },
      ],
    },
    { path: 'src/parser/schema.ts', kind: 'modify/delete', hunks: [] },
  ],
} satisfies PickOutcome
