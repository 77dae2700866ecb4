import { stringify } from 'yaml'
import { runSandboxGit } from '../../../sandbox/github/git/run.ts'
import type { AdvisoryState } from '../../../sandbox/github/records/advisory-state.ts'
import type { Repository } from '../../../sandbox/github/state.ts'
import { listEncodings } from './encodings.ts'
import { makeProduct, type Product } from './product.ts'
import type { AppWorld } from './world.ts'

/** A product in a private repository, with the public one in which it is disclosed. */
export interface PrivateProduct extends Product {
  /** The repository that everybody reads. */
  readonly open: Repository
  /** Which of these words the App has sent to the public repository, in whatever encoding. */
  readonly findInPublic: (words: readonly string[]) => readonly string[]
  /** The calls by which the App has changed the public repository, each once, in their order. */
  readonly listWrites: () => readonly string[]
}

interface Seen {
  readonly call: string
  readonly method: string
  readonly text: string
}

/** Sol, Sam and Sue are its security team. Without an advisory one is drafted by the App. */
export async function makeEmbargo(
  world: AppWorld,
  config: { readonly security?: object; readonly [setting: string]: unknown },
  advisory: AdvisoryState | null,
  files: Readonly<Record<string, string>> = {},
): Promise<PrivateProduct> {
  const product = await makeProduct(world, {}, { isPrivate: true })
  const { owner, name, gitDir } = product.repository
  const open = await world.github.repository(`${name}-open`, { from: gitDir })
  if (advisory) open.advisories.push(advisory)
  const security = {
    ...config.security,
    repository: `${owner.login}/${name}`,
    publicRepository: `${owner.login}/${open.name}`,
  }
  await product.person('ada').pushes({
    branch: 'main',
    message: 'ci: name the repositories',
    files: { ...files, '.github/release-captain.yml': stringify({ ...config, security }) },
  })
  for (const login of ['sol', 'sam', 'sue'])
    world.github.person(login, { in: `${owner.login}/${name}`, role: 'admin' })
  world.passes(61)
  const seen: Seen[] = []
  world.github.taps(({ when, call, method, path, body, caller }) => {
    const isOurs = caller.kind === 'installation' || call.startsWith('git/')
    if (when === 'before' && isOurs && path.includes(`/${open.name}`))
      seen.push({ call, method, text: method === 'GET' ? '' : body.toString('latin1') })
    return 'goes-on'
  })
  return {
    ...product,
    open,
    findInPublic: (words) =>
      words.filter((word) =>
        seen.some(({ text }) => listEncodings(word).some((form) => text.includes(form))),
      ),
    listWrites: () => [
      ...new Set(
        seen
          .filter(({ method, call }) => method !== 'GET' && call !== 'git/upload-pack')
          .map(({ call }) => call),
      ),
    ],
  }
}

/** The branches of a repository, by their names. */
export async function listBranches({ gitDir }: Repository): Promise<readonly string[]> {
  const { stdout } = await runSandboxGit(gitDir, ['for-each-ref', '--format=%(refname:short)', 'refs/heads'])
  return stdout.toString().trim().split('\n')
}

/** The commit that everything of a repository contains. */
export async function readFirstCommit({ gitDir }: Repository): Promise<string> {
  const { stdout } = await runSandboxGit(gitDir, ['rev-list', '--max-parents=0', 'main'])
  return stdout.toString().trim()
}
