import type {
  BuildReport,
  BumpReport,
  ConfigReport,
  DemoReport,
  DoctorReport,
  ExplainReport,
  Ground,
  NotesReport,
  PlanReport,
} from '../../src/cli/engine.ts'
import type { Candidate, CandidateSource } from '../../src/release/candidate.ts'
import { type ChangeType, type Facts, known, unknown } from '../../src/release/facts.ts'
import type { Considered, PickOutcome, Plan } from '../../src/release/plan.ts'
import type { Answer, RuleFinding, Verdict, VerdictKind } from '../../src/release/verdict.ts'

/** Friday, 6 February 2026, noon. */
export const NOW = Date.UTC(2026, 1, 6, 12) / 1000
const DAY = 86_400

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
  return { rule: name, section: '§1.1 Selection Criteria', answer, saw: saw[answer], change }
}

export interface Judged {
  readonly kind?: VerdictKind
  readonly unknowns?: number
  readonly alone?: PickOutcome
  readonly due?: number
}

export function considered(of: Candidate, type: ChangeType, judged: Judged = {}): Considered {
  return { candidate: of, facts: FACTS, verdict: verdict(type, judged), alone: judged.alone ?? CLEAN }
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

const GROUND: Ground = {
  repository: '/home/ada/godel',
  policy: { file: '.github/release-captain.yml on main', changed: 2, digest: 'd1'.repeat(32) },
  webUrl: 'https://github.com/godel/godel',
  warnings: [],
}

const BYPASS = candidate('#1234', 'Fixed authentication bypass in API gateway')
const LEAK = candidate('#1236', 'Fixed memory leak in task engine that grew by some 40 MB an hour under load')
const INTENT = candidate('#1240', 'Corrected validation error in intent parser')
const LOOSE = candidate('9fceb02d0a', 'Resolved race condition in state store')
const DOCS = candidate('#1247', 'Comment in the gateway')
const SCHEMA = candidate('#1231', 'Add a schema registry for intents')
const QUERY = candidate('#1238', 'Improved query performance for large task lists')
const UNTESTED = candidate('#1239', 'Stop losing events when the queue is full')
const REGISTRY = considered(SCHEMA, 'feature', { kind: 'next-minor' })

export const PLAN: Plan = {
  version: 'v2.0.1',
  line: '2.0',
  range: {
    base: { tag: 'v2.0.0', commit: sha('1f2e3d4c5b'), taggedAt: Date.UTC(2026, 0, 12) / 1000 },
    main: { ref: 'origin/main', commit: sha('9a8b7c6d5e') },
    mergeBase: sha('1f2e3d4c5b'),
  },
  policy: GROUND.policy.digest,
  picks: [
    { candidate: BYPASS.id, outcome: CLEAN, dependencies: null },
    { candidate: LEAK.id, outcome: CLEAN, dependencies: null },
    {
      candidate: INTENT.id,
      outcome: CONFLICT,
      dependencies: { kind: 'found', on: [SCHEMA.id], proof: 'smallest' },
    },
    { candidate: LOOSE.id, outcome: CLEAN, dependencies: null },
    { candidate: DOCS.id, outcome: { kind: 'empty' }, dependencies: null },
  ],
  considered: [
    REGISTRY,
    considered(BYPASS, 'security', { due: NOW - DAY }),
    considered(LEAK, 'crash', { unknowns: 2 }),
    considered(QUERY, 'performance', { kind: 'case-by-case' }),
    considered(UNTESTED, 'data-loss', { kind: 'not-ready', unknowns: 1 }),
    considered(INTENT, 'regression', { alone: CONFLICT, unknowns: 1 }),
    considered(LOOSE, 'crash'),
    considered(candidate('#1244', 'Sort imports'), 'refactor', { kind: 'next-minor' }),
    considered(DOCS, 'regression'),
  ],
  leftOut: [
    {
      candidate: candidate('#1230', 'Close the socket on timeout'),
      reason: { kind: 'already-on-line', key: 'patch-id', lineCommit: sha('aa11bb22cc') },
    },
    { candidate: candidate('#1241', 'Cache intents'), reason: { kind: 'reverted', revert: '#1243' } },
    {
      candidate: candidate('#1243', 'Revert "Cache intents"'),
      reason: { kind: 'reverts', reverted: '#1241' },
    },
  ],
  flags: [{ kind: 'follow-up', candidate: LEAK.id, by: '#1238' }],
  tree: sha('7'),
  digest: '3f2a9c1d4e5b'.padEnd(64, '6'),
}

export const PLAN_REPORT: PlanReport = { ...GROUND, plan: PLAN }

export const BUMPED = [
  { path: 'package.json', line: 3, before: '  "version": "2.0.0",', after: '  "version": "2.0.1",' },
  { path: 'helm/Chart.yaml', line: 5, before: 'version: 2.0.0', after: 'version: 2.0.1' },
  { path: 'helm/Chart.yaml', line: 6, before: 'appVersion: "2.0.0"', after: 'appVersion: "2.0.1"' },
]

export const BUILD_REPORT: BuildReport = {
  ...GROUND,
  plan: PLAN,
  branch: 'release/v2.0.1',
  head: sha('e5e5e5e5e5'),
  commits: [
    { sha: sha('a1a1a1a1a1'), subject: BYPASS.title, kind: 'pick', candidate: BYPASS.id },
    { sha: sha('b2b2b2b2b2'), subject: LEAK.title, kind: 'pick', candidate: LEAK.id },
    { sha: sha('d4d4d4d4d4'), subject: LOOSE.title, kind: 'pick', candidate: LOOSE.id },
    { sha: sha('e5e5e5e5e5'), subject: 'chore: bump version to 2.0.1', kind: 'bump', candidate: null },
  ],
  skipped: [
    { candidate: INTENT.id, why: 'conflict' },
    { candidate: DOCS.id, why: 'empty' },
  ],
  bumped: BUMPED,
  tag: null,
  installed: 'created',
  pushed: null,
}

export const EXPLAIN_REPORT: ExplainReport = {
  ...GROUND,
  version: 'v2.0.1',
  line: '2.0',
  range: PLAN.range,
  explained: {
    kind: 'candidate',
    considered: {
      ...considered(INTENT, 'regression', { alone: CONFLICT, unknowns: 1 }),
      facts: {
        ...FACTS,
        severity: known('P1', 'a `Severity:` trailer'),
        labels: known([], 'the facts file'),
      },
    },
    planned: {
      candidate: INTENT.id,
      outcome: CONFLICT,
      dependencies: { kind: 'found', on: [SCHEMA.id], proof: 'smallest' },
    },
    dependencies: { kind: 'found', on: [SCHEMA.id], proof: 'smallest' },
    dependsOn: [REGISTRY],
  },
  flags: [],
}

export const NOTES_REPORT: NotesReport = {
  ...GROUND,
  version: 'v2.0.1',
  date: '2026-02-06',
  markdown: '# Godel v2.0.1 Release Notes\n\n- Fixed a leak (#1236)\n',
}

export const BUMP_REPORT: BumpReport = {
  ...GROUND,
  version: 'v2.0.1',
  from: '2.0.0',
  to: '2.0.1',
  changed: BUMPED,
  unchanged: [{ path: 'docker-compose.yml', why: 'is not in the tree, and need not be' }],
}

export const CONFIG_REPORT: ConfigReport = {
  ...GROUND,
  values: [
    { key: 'product.name', value: 'Godel', origin: '§3.1', fromFile: false },
    { key: 'criteria.severities', value: ['P0', 'P1'], origin: '§1.1', fromFile: false },
    {
      key: 'criteria.rules.tested',
      value: 'required',
      origin: '.github/release-captain.yml:3:5',
      fromFile: true,
    },
    { key: 'rollout.steps.0.share', value: 5, origin: '§4.2', fromFile: false },
  ],
}

export const DOCTOR_REPORT: DoctorReport = {
  repository: '/home/ada/godel',
  checks: [
    { name: 'git', outcome: 'ok', saw: 'git 2.39.5.', next: null },
    {
      name: 'signing key',
      outcome: 'warn',
      saw: 'No key is set.',
      next: 'Set `user.signingkey`, or give `--sign-key`.',
    },
    {
      name: 'repository',
      outcome: 'fail',
      saw: 'The clone is shallow, and its history ends after v2.0.0.',
      next: 'Run `git fetch --unshallow`.',
    },
  ],
}

export const DEMO_REPORT: DemoReport = {
  repository: '/tmp/demo/godel',
  version: 'v2.0.1',
  factsFile: '/tmp/demo/facts.yml',
  date: '2026-02-06',
  lookAt: {
    plan: 'Each change on main, and why it is in or out.',
    explain: 'Every rule, and what would change its answer.',
    build: 'The commits of the branch.',
    notes: 'The template of the process, filled.',
  },
  explain: '#1240',
}
