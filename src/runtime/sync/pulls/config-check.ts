import { renderConfigCheck } from '../../../messages/github/checks/config-check.ts'
import { listReleases } from '../../../store/events/releases.ts'
import type { RuntimeDependencies } from '../../context.ts'
import type { GitHubRepository } from '../../ports/github.ts'
import { loadRelease } from '../../record/execute-command.ts'

/** Where a repository keeps its config. */
const CONFIG_FILE = '.github/release-captain.yml'
const CONFIG_CHECK = 'Release Captain / config'

/**
 * Checks the config of a pull request that changes it: valid, or every mistake beside its line; and what its merge means
 * for the releases that are open. A pull request that leaves the config as it is gets no check.
 */
export async function showConfigCheck(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  { number, head }: { readonly number: number; readonly head: string },
): Promise<void> {
  const pull = await repo.findPullRequest(number)
  if (pull?.state !== 'open' || pull.head.sha !== head) return
  const [before, after] = [
    await repo.readFile({ commit: pull.base.ref, path: CONFIG_FILE }),
    await repo.readFile({ commit: head, path: CONFIG_FILE }),
  ]
  if (before === after) return
  const reading = await deps.git.checkConfig(after ?? '')
  const said = renderConfigCheck({ reading, isGone: after === null, releases: await listOpen(deps, repo) })
  const annotations =
    reading.kind === 'valid'
      ? []
      : reading.mistakes.map(({ line, text }) => ({ path: CONFIG_FILE, line, message: text }))
  await repo.putCheck({ head, name: CONFIG_CHECK, ...said, annotations })
}

async function listOpen(deps: RuntimeDependencies, repo: GitHubRepository) {
  return deps.store.transact(async (unit) => {
    const found: { version: string; issue: number | null; digest: string }[] = []
    for (const { release: id, open } of await listReleases(unit, String(repo.ref.id))) {
      const { release } = open ? await loadRelease(unit, id) : { release: null }
      if (release?.status !== 'open') continue
      const { about, shown } = release.ledger
      found.push({ version: about.version, issue: shown.issue, digest: about.policy.digest })
    }
    return found
  })
}
