import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigReport, DemoReport, Engine, Source } from '../cli/engine.ts'
import { policyValues } from '../config/policy-values.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { abandon, isTorn } from '../git/quarantine-health.ts'
import { Refused } from '../release/refusal.ts'
import { build } from './building.ts'
import { bump } from './bumping.ts'
import { doctor } from './doctor.ts'
import { explain } from './explaining.ts'
import { explainedFailure } from './failures.ts'
import { groundOf } from './ground.ts'
import { notes } from './noting.ts'
import { makePlan } from './planning.ts'
import { reportedGround } from './reporting.ts'
import { inWorkspace, type Surroundings, type Workspace } from './workspace.ts'

/** The engine of the command line, on a clone of the person's own or on a mirror of a remote. No server, no account. */
export function localEngine(surroundings: Surroundings): Engine {
  const on =
    <Request extends Source, Report>(work: Work<Request, Report>) =>
    (request: Request): Promise<Report> =>
      perform(work, { request, surroundings, mayRepeat: true })
  return {
    plan: on(async (workspace, request) => {
      const ground = await groundOf(workspace, request)
      const { plan, warnings } = await makePlan(workspace, ground, request)
      return { ...reportedGround(ground, warnings), plan }
    }),
    build: on(build),
    notes: on(notes),
    bump: on(bump),
    explain: on(explain),
    config: on(config),
    doctor: (request) => doctor(request, surroundings),
    demo,
  }
}

type Work<Request, Report> = (workspace: Workspace, request: Request) => Promise<Report>

interface Performance<Request> {
  readonly request: Request
  readonly surroundings: Surroundings
  readonly mayRepeat: boolean
}

/** Does the work; once more when it failed for what we keep beside the clone: a cache must never be in the way. */
async function perform<Request extends Source, Report>(
  work: Work<Request, Report>,
  { request, surroundings, mayRepeat }: Performance<Request>,
): Promise<Report> {
  let beginsAnew = false
  try {
    return await inWorkspace(request, surroundings, async (workspace) => {
      try {
        return await work(workspace, request)
      } catch (error) {
        beginsAnew = mayRepeat && concernsObjects(error) && (await isTorn(workspace.quarantine))
        if (beginsAnew) await abandon(workspace.quarantine)
        throw explainedFailure(error, workspace.repository)
      }
    })
  } catch (error) {
    if (!beginsAnew) throw explainedFailure(error, null)
  }
  return perform(work, { request, surroundings, mayRepeat: false })
}

/** Rules and wrong calls need no look at thousands of files. */
function concernsObjects(error: unknown): boolean {
  return !(error instanceof Refused) || error.refusal.kind === 'repository'
}

async function config(workspace: Workspace, request: Source): Promise<ConfigReport> {
  const ground = await groundOf(workspace, request)
  return { ...reportedGround(ground, []), values: policyValues(ground.inForce.origins) }
}

async function demo({ folder }: { readonly folder: string | null }): Promise<DemoReport> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'release-captain-demo-')))
  const made = await makeDemoRepository(place)
  return { ...made, repository: made.folder }
}
