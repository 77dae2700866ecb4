import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeGitCommit } from './git/merging.ts'
import { runSandboxGit } from './git/run.ts'
import { writeTreeWith } from './git/trees.ts'
import type { Repository } from './state.ts'
import type { World } from './world.ts'

/** What a new repository starts from. */
export interface Seed {
  /** A repository on this machine; its branches and tags are copied. Without it there is one commit with a README. */
  readonly from?: string
  readonly private?: boolean
  readonly defaultBranch?: string
}

/** Makes a repository of the owner's. Nothing is announced: it was there before the App was. */
export async function seedRepository(world: World, name: string, seed: Seed = {}): Promise<Repository> {
  const { owner } = world.installed.app
  const gitDir = join(world.folder, owner.login, `${name}.git`)
  const defaultBranch = seed.defaultBranch ?? 'main'
  await mkdir(gitDir, { recursive: true })
  await runSandboxGit(gitDir, [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--initial-branch=${defaultBranch}`,
    gitDir,
  ])
  if (seed.from === undefined) await createFirstCommit(world, { gitDir, name, branch: defaultBranch })
  else
    await runSandboxGit(gitDir, [
      'fetch',
      '--quiet',
      seed.from,
      '+refs/heads/*:refs/heads/*',
      '+refs/tags/*:refs/tags/*',
    ])

  const repository: Repository = {
    ...{ id: world.nextId(), owner, name, private: seed.private ?? false, gitDir, defaultBranch },
    roles: new Map(),
    labels: new Map(),
    issues: [],
    comments: [],
    suites: [],
    checks: [],
    statuses: [],
    workflows: [],
    runs: [],
    releases: [],
    advisories: [],
    protections: new Map(),
    createdAt: world.now(),
    pushedAt: world.now(),
  }
  world.repositories.set(`${owner.login}/${name}`.toLowerCase(), repository)
  return repository
}

async function createFirstCommit(
  world: World,
  { gitDir, name, branch }: { readonly gitDir: string; readonly name: string; readonly branch: string },
): Promise<void> {
  const tree = await writeTreeWith(gitDir, null, { 'README.md': `# ${name}\n` })
  const author = { name: 'GitHub', email: 'noreply@github.com', at: world.now() }
  const commit = await writeGitCommit(gitDir, {
    tree,
    parents: [],
    message: 'Initial commit',
    author,
    committer: author,
  })
  await runSandboxGit(gitDir, ['update-ref', `refs/heads/${branch}`, commit])
}
