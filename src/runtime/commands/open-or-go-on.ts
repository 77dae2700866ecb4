import type { TrackAsked } from '../../chatops/request.ts'
import type { PersonCommand } from '../../release/lifecycle/commands.ts'
import { mayOpen } from '../../release/lifecycle/evolve.ts'
import { nextRelease } from '../../release/versions.ts'
import { openCommand } from '../opening.ts'
import { loadRelease, releaseId, tell } from '../record.ts'
import { type Outcome, type Prepared, type RequestNamed, refused, type Saying } from './saying.ts'
import { askerOf } from './standing.ts'
import { versionOf } from './target.ts'

type Wanted = RequestNamed<'plan' | 'cut'>

const REGULAR: TrackAsked = { track: 'regular', emergency: null }

/** `plan` and `cut`: of a release that is on its way, or of one that they open, also anew (§1.1, §1.2). */
export async function openOrGoOn(request: Wanted, saying: Saying): Promise<Prepared> {
  const version = await versionMeant(request, saying)
  if (version.kind === 'refused') return async () => version

  const id = releaseId(saying.hub.ref.id, version.version)
  const { release } = await saying.world.store.transact((unit) => loadRelease(unit, id))
  if (release.status === 'unopened' || mayOpen(release)) return opening(request, saying, version.version)

  const asker = await askerOf(saying, release.ledger.about.terms)
  const otherTrack = request.track !== null && request.track.track !== release.ledger.about.track
  if (otherTrack)
    return async () =>
      refused(
        `${version.version} is on the ${release.ledger.about.track} track, and stays on it.`,
        'Leave the track out; or end this release with `/release abort because …` and open the next.',
      )
  const said = { at: saying.at, asker }
  const command: PersonCommand =
    request.name === 'plan' ? { type: 'Plan', ...said } : { type: 'Cut', ...said, expects: request.plan }
  return (unit) => tell(unit, id, command)
}

async function opening(request: Wanted, saying: Saying, version: string): Promise<Prepared> {
  const { world, hub, by, at } = saying
  const command = await openCommand({
    hub,
    git: world.git,
    asker: { person: { id: by.id, login: by.login }, account: by.kind },
    version,
    at,
    ...(request.track ?? REGULAR),
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: request.name === 'plan' ? { kind: 'plan' } : { kind: 'cut', expects: request.plan },
  })
  return (unit) => tell(unit, releaseId(hub.ref.id, version), command)
}

type Meant = { readonly kind: 'found'; readonly version: string } | Extract<Outcome, { kind: 'refused' }>

/** The version that was written, else that of the tracking issue, else the next patch of the highest stable line. */
async function versionMeant({ version }: Wanted, { release, hub, world }: Saying): Promise<Meant> {
  if (version !== null) return { kind: 'found', version: versionOf(version) }
  if (release) return { kind: 'found', version: release.version }

  const { tags, policy } = await world.git.ground({ url: await hub.gitUrl() })
  const next = nextRelease(tags, { tagPattern: policy.tagPattern })
  return next.kind === 'refused' ? next : { kind: 'found', version: next.version }
}
