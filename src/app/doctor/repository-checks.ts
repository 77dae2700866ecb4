import type { DoctorCheck } from '../../cli/engine.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import { listLines } from '../../release/lines.ts'
import type { Policy } from '../../release/policy.ts'
import type { Git, GroundReading } from '../../runtime/ports/git.ts'
import type { GitHub, RepositoryRef } from '../../runtime/ports/github.ts'

interface Visiting {
  readonly github: GitHub
  readonly git: Git
  readonly looking: (what: string) => void
}

interface Visited {
  readonly checks: readonly DoctorCheck[]
  /** Those that could be read. */
  readonly policies: readonly Policy[]
}

/** Each repository as a release would meet it: its token, git's way to it, its config, its tags. */
export async function checkRepositories({ github, git, looking }: Visiting): Promise<Visited> {
  const found: RepositoryRef[] = []
  const all = await check('repositories', async () => {
    found.push(...(await github.listRepositories()))
    if (found.length > 0) return createOk(`It can work in ${found.map(formatRepository).join(', ')}.`)
    return fail('The App has no repository to work in.', 'Choose repositories in its installation.')
  })
  const policies: Policy[] = []
  const checks = [all]
  for (const ref of found) {
    looking(`looking at ${formatRepository(ref)}`)
    checks.push(
      await check(formatRepository(ref), async () => {
        const repo = await github.openRepository(ref.id)
        const ground = await git.readGround({ url: await repo.createGitUrl(), webUrl: repo.webUrl })
        policies.push(ground.policy)
        return checkGround(ground)
      }),
    )
  }
  return { checks, policies }
}

function checkGround({ main, tags, policy, pin }: GroundReading): CheckAnswer {
  const config =
    pin.commit === null ? 'it has no config, so its policy is the process document' : 'its config is valid'
  const last = listLines(tags, policy).at(-1)
  if (last) return createOk(`Git reaches it, ${config}, and its highest line is at ${last.base.name}.`)
  return warn(
    `Git reaches it, ${config}, and none of its ${tags.length} tags is a stable version by \`${policy.tagPattern}\`.`,
    `Tag the first stable version, or set \`tagPattern\` in .github/release-captain.yml on ${main.ref}.`,
  )
}

function formatRepository({ owner, name }: RepositoryRef): string {
  return `${owner}/${name}`
}
