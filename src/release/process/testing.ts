import { state } from './section.ts'

/** §2.1: what has to be green. */
export const automatedTests = state('§2.1', [
  { id: 'full-test-suite', text: 'Run full test suite', command: 'npm run test:all' },
  { id: 'integration-tests', text: 'Run integration tests', command: 'npm run test:integration' },
  { id: 'npm-audit', text: 'Run security scans', command: 'npm audit' },
  { id: 'snyk', text: 'Run security scans', command: 'snyk test' },
])

/** §2.2: the Release Checklist. */
export const releaseChecklist = state('§2.2', [
  { id: 'smoke-tests', text: 'Smoke tests passing' },
  { id: 'critical-paths', text: 'Critical paths verified' },
  { id: 'security-fix', text: 'Security fix validated' },
  { id: 'performance', text: 'Performance benchmarks acceptable' },
  { id: 'migrations', text: 'Migration scripts tested', ifApplicable: true },
])

/** §2.3: staging, and how long it is monitored at least. */
export const staging = {
  deploy: state('§2.3', './scripts/deploy-staging.sh v{version}'),
  validate: state('§2.3', './scripts/smoke-tests.sh staging'),
  soak: state('§2.3', '2h'),
} as const
