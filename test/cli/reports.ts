import type {
  AdvisoryReport,
  AlertRulesReport,
  BuildReport,
  BumpReport,
  ConfigReport,
  DemoReport,
  DoctorReport,
  ExplainReport,
  FactsReport,
  InitReport,
  NotesReport,
  PlanReport,
  ReportGround,
  SimulateReport,
} from '../../src/cli/engine.ts'
import { known } from '../../src/release/facts/facts.ts'
import type { Plan } from '../../src/release/planning/plan.ts'
import { CLEAN, CONFLICT, candidate, considered, DAY, FACTS, NOW, sha } from './changes.ts'

const GROUND: ReportGround = {
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
    start: { branch: null, commit: sha('1f2e3d4c5b') },
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
  onLine: [],
  passedBy: [],
  notNominated: [],
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

export const PLAN_REPORT: PlanReport = { ...GROUND, plan: PLAN, passedOver: [] }

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
  left: [],
}

export const ADVISORY_REPORT: AdvisoryReport = {
  ...GROUND,
  ...{ id: 'GSA-2026-001', title: 'Authentication bypass', severity: 'Critical (CVSS 9.8)', text: null },
  affected: [{ line: '2.0', introduced: '2.0.0', fixed: '2.0.1', versions: ['2.0.0'] }],
  ...{ isAffectedFromGit: true, missing: [{ part: 'credits', supplier: 'reporter' }] },
}

export const ALERT_RULES_REPORT: AlertRulesReport = { ...GROUND, yaml: 'groups: []\n' }

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

const SCORE = { shipped: 12, onLine: 4, proposed: 6, right: 5, missed: 3 }

export const SIMULATE_REPORT: SimulateReport = {
  ...GROUND,
  releases: [
    {
      ...SCORE,
      tag: 'v1.9.3',
      base: 'v1.9.2',
      branch: 'origin/1.9.x',
      ownWork: 1,
      refused: [
        {
          tag: 'v1.9.3',
          considered: considered(DOCS, 'refactor', { alone: CLEAN }),
          verdict: considered(DOCS, 'refactor', { alone: CLEAN }).verdict,
        },
      ],
    },
  ],
  total: SCORE,
  closer: [
    {
      path: ['changeTypes', 'minor-bug', 'eligibility'],
      value: 'always',
      before: SCORE,
      after: { ...SCORE, proposed: 9, right: 7, missed: 1 },
    },
  ],
}

export const INIT_REPORT: InitReport = {
  ...GROUND,
  findings: [
    { kind: 'tags', found: ['v{version}'] },
    { kind: 'owners', found: [] },
  ],
  settings: [
    {
      path: ['line', 'branch'],
      value: '{line}.x',
      reason: { kind: 'line-branches', branches: ['1.9.x', '2.0.x'] },
    },
  ],
  missing: [{ kind: 'release-workflow' }],
  config: 'line:\n  branch: "{line}.x"\n',
  releases: 3,
  before: SCORE,
  after: { ...SCORE, missed: 1 },
  written: { kind: 'written', path: '.github/release-captain.yml' },
}

export const FACTS_REPORT: FactsReport = {
  ...GROUND,
  changes: 1,
  yaml: 'changes:\n  "#12":\n    labels: [bug]\n',
}
