import type { Workflow } from '../../github/state.ts'
import type { Course } from './ci.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

interface Planned extends Pick<Workflow, 'name' | 'on' | 'artifacts'> {
  readonly file: string
  readonly isTest: boolean
  readonly course: Course
}

function planTest(name: string, minutes: number): Planned {
  return {
    file: `${name}.yml`,
    name,
    on: ['push', 'workflow_dispatch'],
    artifacts: [],
    isTest: true,
    course: { waitsMs: 8 * SECOND_MS, lastsMs: minutes * MINUTE_MS, ends: 'success' },
  }
}

/** The tests of §2.1 under their ids in the policy, and the build of §3.2 with what it produces. */
export const WORKFLOWS: readonly Planned[] = [
  planTest('full-test-suite', 6),
  planTest('integration-tests', 4),
  planTest('npm-audit', 1),
  planTest('snyk', 2),
  {
    file: 'release.yml',
    name: 'release',
    on: ['tag', 'workflow_dispatch'],
    artifacts: ['docker-images', 'npm-packages', 'cli-binaries', 'helm-charts'],
    isTest: false,
    course: { waitsMs: 8 * SECOND_MS, lastsMs: 5 * MINUTE_MS, ends: 'success' },
  },
]
