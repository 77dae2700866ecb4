import { stringify } from 'yaml'
import type { SandboxGitHub } from '../../../sandbox/github/open.ts'
import type { Workflow } from '../../../sandbox/github/state.ts'

/** What people made before the App looks: three fixes on main, one of which conflicts with the line. */
export interface Product {
  /** The issue that the first fix closed. */
  readonly bug: number
  readonly fixes: { readonly first: number; readonly second: number; readonly conflicting: number }
  /** The test that a run plays with. */
  readonly integration: Workflow
}

const OFF = ['reviewed', 'tested', 'no-breaking-change', 'severity', 'test-coverage', 'picks-clean']

/** Everything of a release is in it, and as little of each as can be. */
const CONFIG = {
  criteria: { rules: Object.fromEntries([...OFF, 'risk-assessed'].map((rule) => [rule, 'off'])) },
  changeTypes: { 'minor-bug': { eligibility: 'always' } },
  tests: ['unit', 'integration'].map((check) => ({ id: check, text: check, command: 'npm test', check })),
  checklists: {
    release: ['smoke', 'paths'].map((id) => ({ id, text: `It is verified: ${id}` })),
  },
  build: { starts: 'dispatch', artifacts: [{ id: 'cli', text: 'CLI' }] },
}

/** v2.0.0, and what was merged since. Its runs end at once. */
export async function makeProduct(github: SandboxGitHub, config: object = {}): Promise<Product> {
  const ada = github.person('ada', { role: 'maintain' })
  github.person('grace', { role: 'maintain' })
  github.person('linus', { role: 'write' })
  await ada.pushes({
    branch: 'main',
    message: 'feat: begin',
    files: {
      'package.json': `${JSON.stringify({ name: 'api', version: '2.0.0' }, null, 2)}\n`,
      'src/a.ts': 'export const a = 1\n',
      'src/b.ts': 'export const b = 1\n',
      'src/c.ts': 'export const c = 1\n',
      '.github/release-captain.yml': stringify({ ...CONFIG, ...config }),
    },
  })
  await ada.tags('v2.0.0', 'main')
  const bug = (await ada.opensIssue({ title: 'It leaks' })).number
  const first = await merges(github, { title: 'fix: stop the leak', at: 'a', to: 2, body: `Fixes #${bug}` })
  const second = await merges(github, { title: 'fix: close the file', at: 'b', to: 2 })
  await merges(github, { title: 'refactor: count from ten', at: 'c', to: 10 })
  const conflicting = await merges(github, { title: 'fix: count right', at: 'c', to: 11 })
  const runner = github.runner()
  runner.has({ file: 'unit.yml', name: 'unit', on: ['push'], outcome: 'success' })
  const integration = runner.has({ file: 'it.yml', name: 'integration', on: ['push'], outcome: 'success' })
  runner.has({
    ...{ file: 'release.yml', name: 'release', outcome: 'success' },
    ...{ on: ['workflow_dispatch'], artifacts: ['cli'] },
  })
  return { bug, fixes: { first, second, conflicting }, integration }
}

interface Change {
  readonly title: string
  readonly at: string
  readonly to: number
  readonly body?: string
}

/** Linus writes it, Ada merges it. */
async function merges(github: SandboxGitHub, { title, at, to, body = '' }: Change): Promise<number> {
  const linus = github.person('linus')
  const head = title.replace(/\W+/g, '-')
  const files = { [`src/${at}.ts`]: `export const ${at} = ${to}\n` }
  await linus.pushes({ branch: head, from: 'main', message: title, files })
  const { number } = await linus.opensPullRequest({ title, head, body })
  await github.person('ada').merges(number, 'squash')
  return number
}
