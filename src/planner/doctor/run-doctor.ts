import type { DoctorCheck, DoctorReport, DoctorRequest } from '../../cli/engine.ts'
import { stripCredentials } from '../../git/remotes/remote-url.ts'
import { tryKey } from '../../git/signing/sign-tag.ts'
import { chooseSigningKey } from '../../git/signing/signing-key.ts'
import { explainOddTag } from '../../messages/passed-over.ts'
import { findOddTags, listLines } from '../../release/lines.ts'
import { getNextVersion } from '../../release/versions/versions.ts'
import { type PlanningGround, readGround } from '../ground/read-ground.ts'
import { openCacheFolder } from '../workspace/cache-folder.ts'
import { readGitVersion } from '../workspace/git-version.ts'
import { type PlannerEnvironment, type Workspace, withWorkspace } from '../workspace/workspace.ts'
import { type CheckAnswer, check, createOk, fail, warn } from './check.ts'

/** Looks at everything that a release needs here, and says of each what to do about it. Never refuses. */
export async function runDoctor(
  request: DoctorRequest,
  surroundings: PlannerEnvironment,
): Promise<DoctorReport> {
  const checks = [
    await check('node', async () => createOk(`Node ${process.versions.node} runs this program.`)),
    await check('git', async () => createOk(`${await readGitVersion()} can pick without a work tree.`)),
    await check('cache folder', () => checkCacheFolder(surroundings.cacheDir)),
  ]
  const inside = await check('repository', () =>
    withWorkspace(request, surroundings, async (workspace) => {
      checks.push(...(await checkInside(workspace, request)))
      return checkComplete(workspace)
    }),
  )
  const repositoryFirst = [...checks.slice(0, 3), inside, ...checks.slice(3)]
  return { repository: stripCredentials(request.repository), checks: repositoryFirst }
}

async function checkInside(workspace: Workspace, request: DoctorRequest): Promise<DoctorCheck[]> {
  let ground: PlanningGround | null = null
  const config = await check('config', async () => {
    ground = await readGround(workspace, request)
    return checkConfig(ground)
  })
  // A ground that could not be had is told once, by the check that looked for it.
  return ground === null ? [config] : [config, ...(await checkGround(ground))]
}

async function checkGround(ground: PlanningGround): Promise<DoctorCheck[]> {
  const { main } = ground
  return [
    await check('main', async () => createOk(`main is ${main.ref}, at ${main.commit.slice(0, 10)}.`)),
    await check('tags', async () => checkTags(ground)),
    await check('signing key', () => checkSigning(ground)),
  ]
}

async function checkCacheFolder(folder: string): Promise<CheckAnswer> {
  await openCacheFolder(folder)
  return createOk(`${folder} can be written; deleting it loses nothing.`)
}

function checkComplete({ repository }: Workspace): CheckAnswer {
  const { gitDir, shallow, partial } = repository
  if (shallow.length > 0) {
    return warn(
      `${gitDir} is a shallow clone: history ends at ${shallow.length === 1 ? 'one commit' : `${shallow.length} commits`}.`,
      'If the last tag of the line is older, run `git fetch --unshallow`.',
    )
  }
  if (partial) {
    return warn(
      `${gitDir} is a partial clone: objects may be missing, and none is fetched without you.`,
      'If a plan stops at a missing object, run `git fetch --refetch --no-filter`.',
    )
  }
  return createOk(`${gitDir} is a complete clone.`)
}

function checkConfig({ inForce }: PlanningGround): CheckAnswer {
  if (inForce.file === null) return createOk('There is no config, so the process document is the policy.')
  const changed = inForce.origins.filter(({ source }) => source.kind === 'config').length
  return createOk(`${inForce.file} is valid and sets ${changed} ${changed === 1 ? 'value' : 'values'}.`)
}

/** So many tags with an odd number of numbers are named. */
const MOST_ODD_TAGS = 5

function checkTags({ tags, passedOver, inForce }: PlanningGround): CheckAnswer {
  const lines = listLines(tags, inForce.policy)
  const last = lines.at(-1)
  if (!last) {
    return fail(
      `None of ${tags.length + passedOver.length} tags is a stable version by the pattern \`${inForce.policy.tagPattern}\`.`,
      'Run `git fetch --tags`, or set `tagPattern` in .github/release-captain.yml.',
    )
  }
  const names = lines.slice(-5).map(({ name }) => name)
  const odd = findOddTags(tags, inForce.policy)
  const shown = odd.slice(0, MOST_ODD_TAGS).map((one) => ` ${explainOddTag(one)}`)
  const more =
    odd.length > MOST_ODD_TAGS
      ? ` ${odd.length - MOST_ODD_TAGS} more tags have more or fewer numbers than a version.`
      : ''
  return createOk(
    `${lines.length === 1 ? 'There is one line' : `There are ${lines.length} lines, the last`}: ${names.join(', ')}. ` +
      `After ${last.base.name} comes v${getNextVersion(last)}.${shown.join('')}${more}`,
  )
}

async function checkSigning({ inForce }: PlanningGround): Promise<CheckAnswer> {
  const { tag } = inForce.policy
  const key = await chooseSigningKey({ format: tag.format, key: null })
  if (key !== null) return createOk(`Tags can be signed with ${await tryKey(key)}.`)
  const next = 'Name one with `--sign-key` when you tag, or run `git config --global user.signingkey KEY`.'
  return tag.sign === 'required'
    ? warn('The policy requires signed tags, but your git configuration has no signing key.', next)
    : warn('Your git configuration has no signing key. The policy allows unsigned tags.', next)
}
