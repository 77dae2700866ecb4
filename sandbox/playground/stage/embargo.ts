import type { SandboxGitHub } from '../../github/open.ts'
import type { Repository } from '../../github/state.ts'

/** A second product, whose security fixes are prepared in a private repository. */
export interface EmbargoStage {
  /** The repository that everyone reads. */
  readonly open: Repository
  /** The repository of the security team. */
  readonly hidden: Repository
}

export const SECURITY_TEAM = ['sol', 'sam', 'sue'] as const
const OWNER = 'godel'
const OPEN = 'gateway'
const HIDDEN = 'gateway-security'

/** What both are called, for the config that names them. */
export const EMBARGO_REPOSITORIES = { open: `${OWNER}/${OPEN}`, hidden: `${OWNER}/${HIDDEN}` } as const

/** Sets up a product with one release, its private copy, a security team, and a CI for both. */
export async function setUpEmbargo(github: SandboxGitHub, config: string): Promise<EmbargoStage> {
  const open = await github.repository(OPEN)
  const ada = github.person('ada', { in: EMBARGO_REPOSITORIES.open, role: 'maintain' })
  await ada.pushes({
    branch: 'main',
    message: 'feat: pass requests on',
    files: {
      'package.json': `${JSON.stringify({ name: OPEN, version: '3.4.0' }, null, 2)}\n`,
      'src/tokens.ts': 'export const isFresh = () => true\n',
      '.github/release-captain.yml': config,
    },
  })
  // Another line than that of the first product, whose announcements stand in the same chats.
  await ada.tags('v3.4.0', 'main')
  const hidden = await github.repository(HIDDEN, { from: open.gitDir, private: true })
  const here = { in: EMBARGO_REPOSITORIES.hidden }
  for (const login of ['ada', 'grace']) github.person(login, { ...here, role: 'maintain' })
  github.person('linus', { ...here, role: 'write' })
  for (const login of SECURITY_TEAM) github.person(login, { ...here, role: 'admin' })
  github.team('security', SECURITY_TEAM)
  for (const at of [here, { in: EMBARGO_REPOSITORIES.open }]) {
    const runner = github.runner(at)
    runner.has({ file: 'ci.yml', name: 'ci', on: ['push'], outcome: 'success' })
    runner.has({
      file: 'release.yml',
      name: 'release',
      on: ['tag'],
      outcome: 'success',
      artifacts: ['gateway.tgz'],
    })
  }
  return { open, hidden }
}
