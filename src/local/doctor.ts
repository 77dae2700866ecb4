import type { DoctorCheck, DoctorReport, DoctorRequest } from '../cli/engine.ts'
import { withoutCredentials } from '../git/remote-url.ts'
import { chooseSigningKey } from '../git/signing/key.ts'
import { tryKey } from '../git/signing.ts'
import { linesOf, nextVersion } from '../release/versions.ts'
import { openCacheFolder } from './cache-folder.ts'
import { check, fail, ok, type Seen, warn } from './checking.ts'
import { gitVersion } from './git-version.ts'
import { type Ground, groundOf } from './ground.ts'
import { inWorkspace, type Surroundings, type Workspace } from './workspace.ts'

/** Looks at everything that a release needs here, and says of each what to do about it. Never refuses. */
export async function doctor(request: DoctorRequest, surroundings: Surroundings): Promise<DoctorReport> {
  const checks = [
    await check('node', async () => ok(`Node ${process.versions.node} runs this program.`)),
    await check('git', async () => ok(`${await gitVersion()} can pick without a work tree.`)),
    await check('cache folder', () => cacheFolder(surroundings.cacheDir)),
  ]
  const inside = await check('repository', () =>
    inWorkspace(request, surroundings, async (workspace) => {
      checks.push(...(await insideChecks(workspace, request)))
      return whole(workspace)
    }),
  )
  const repositoryFirst = [...checks.slice(0, 3), inside, ...checks.slice(3)]
  return { repository: withoutCredentials(request.repository), checks: repositoryFirst }
}

async function insideChecks(workspace: Workspace, request: DoctorRequest): Promise<DoctorCheck[]> {
  let ground: Ground | null = null
  const config = await check('config', async () => {
    ground = await groundOf(workspace, request)
    return configured(ground)
  })
  // A ground that could not be had is told once, by the check that looked for it.
  return ground === null ? [config] : [config, ...(await groundChecks(ground))]
}

async function groundChecks(ground: Ground): Promise<DoctorCheck[]> {
  const { main } = ground
  return [
    await check('main', async () => ok(`main is ${main.ref}, at ${main.commit.slice(0, 10)}.`)),
    await check('tags', async () => tagged(ground)),
    await check('signing key', () => signing(ground)),
  ]
}

async function cacheFolder(folder: string): Promise<Seen> {
  await openCacheFolder(folder)
  return ok(`${folder} can be written; deleting it loses nothing.`)
}

function whole({ repository }: Workspace): Seen {
  const { gitDir, shallow, partial } = repository
  if (shallow.length > 0) {
    return warn(
      `${gitDir} is a shallow clone: history ends at ${shallow.length === 1 ? 'one commit' : `${shallow.length} commits`}.`,
      'If the last tag of the line lies beyond, run `git fetch --unshallow`.',
    )
  }
  if (partial) {
    return warn(
      `${gitDir} is a partial clone: objects may be missing, and none is fetched behind your back.`,
      'If a plan stops at a missing object, run `git fetch --refetch --no-filter`.',
    )
  }
  return ok(`${gitDir} is a whole clone.`)
}

function configured({ inForce }: Ground): Seen {
  if (inForce.file === null)
    return ok('There is no config, so the process document is the policy as it stands.')
  const changed = inForce.origins.filter(({ source }) => source.kind === 'config').length
  return ok(`${inForce.file} is valid and sets ${changed} ${changed === 1 ? 'value' : 'values'}.`)
}

function tagged({ tags, inForce }: Ground): Seen {
  const lines = linesOf(tags, inForce.policy)
  const last = lines.at(-1)
  if (!last) {
    return fail(
      `None of ${tags.length} tags is a stable version by the pattern \`${inForce.policy.tagPattern}\`.`,
      'Run `git fetch --tags`, or set `tagPattern` in .github/release-captain.yml.',
    )
  }
  const names = lines.slice(-5).map(({ name }) => name)
  return ok(
    `${lines.length === 1 ? 'There is one line' : `There are ${lines.length} lines, the last`}: ${names.join(', ')}. ` +
      `After ${last.base.name} comes v${nextVersion(last)}.`,
  )
}

async function signing({ inForce }: Ground): Promise<Seen> {
  const { tag } = inForce.policy
  const key = await chooseSigningKey({ format: tag.format, key: null })
  if (key !== null) return ok(`Tags can be signed with ${await tryKey(key)}.`)
  const next = 'Name one with `--sign-key` when you tag, or run `git config --global user.signingkey KEY`.'
  return tag.sign === 'required'
    ? warn('The policy wants signed tags, and your git configuration names no signing key.', next)
    : warn('Your git configuration names no signing key; the policy allows unsigned tags.', next)
}
