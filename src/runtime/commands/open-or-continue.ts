import type { TrackAsked } from '../../chatops/request.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import { mayOpen } from '../../release/lifecycle/evolve/evolve.ts'
import { checkNextRelease } from '../../release/versions/versions.ts'
import { createOpenCommand } from '../github-state/create-open-command.ts'
import { createReleaseId, executeCommand, loadRelease } from '../record/execute-command.ts'
import { createFrozenLines } from '../record/frozen-lines.ts'
import { listRollbacks } from '../record/rollbacks.ts'
import { fetchAsker } from './asker.ts'
import {
  type CommandContext,
  type CommandOutcome,
  type Prepared,
  type RequestNamed,
  refuseCommand,
} from './command-context.ts'
import { normalizeVersion } from './target.ts'

type WantedPullRequest = RequestNamed<'plan' | 'cut'>

const REGULAR: TrackAsked = { track: 'regular', emergency: null }

/** `plan` and `cut`: of a release that is on its way, or of one that they open, also anew (§1.1, §1.2). */
export async function openOrContinue(request: WantedPullRequest, context: CommandContext): Promise<Prepared> {
  const version = await resolveVersion(request, context)
  if (version.kind === 'refused') return async () => version

  const id = createReleaseId(context.repo.ref.id, version.version)
  const { release } = await context.deps.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened' || mayOpen(release))
    return prepareOpening(request, context, version.version)

  const asker = await fetchAsker(context, release.ledger.about.terms)
  const otherTrack = request.track !== null && request.track.track !== release.ledger.about.track
  if (otherTrack)
    return async () =>
      refuseCommand(
        `${version.version} is open on the ${release.ledger.about.track} track.`,
        'Leave out the track here. To change it, run `/release track TRACK because …`.',
      )
  const said = { at: context.at, asker }
  const command: PersonCommand =
    request.name === 'plan' ? { type: 'Plan', ...said } : { type: 'Cut', ...said, expects: request.plan }
  return (unit) => executeCommand(unit, id, command)
}

async function prepareOpening(
  request: WantedPullRequest,
  context: CommandContext,
  version: string,
): Promise<Prepared> {
  const { deps, repo, by, at } = context
  const command = await createOpenCommand({
    repo,
    git: deps.git,
    asker: { person: { id: by.id, login: by.login }, account: by.kind },
    version,
    at,
    rollbacks: listRollbacks(context.known),
    findFrozenLines: createFrozenLines(deps.store, { repository: repo.ref.id, at }),
    ...(request.track ?? REGULAR),
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: request.name === 'plan' ? { kind: 'plan' } : { kind: 'cut', expects: request.plan },
  })
  return (unit) => executeCommand(unit, createReleaseId(repo.ref.id, version), command)
}

type Meant =
  | { readonly kind: 'found'; readonly version: string }
  | Extract<CommandOutcome, { kind: 'refused' }>

/** The version that was written, else that of the tracking issue, else the next patch of the highest stable line. */
async function resolveVersion(
  { version }: WantedPullRequest,
  { release, repo, deps }: CommandContext,
): Promise<Meant> {
  if (version !== null) return { kind: 'found', version: normalizeVersion(version) }
  if (release) return { kind: 'found', version: release.version }

  const { tags, policy } = await deps.git.readGround({ url: await repo.createGitUrl() })
  const next = checkNextRelease(tags, { tagPattern: policy.tagPattern })
  return next.kind === 'refused' ? next : { kind: 'found', version: next.version }
}
