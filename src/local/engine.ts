import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigReport, DemoReport, Engine, Source } from '../cli/engine.ts'
import { policyValues } from '../config/policy-values.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { build } from './building.ts'
import { bump } from './bumping.ts'
import { doctor } from './doctor.ts'
import { explain } from './explaining.ts'
import { groundOf } from './ground.ts'
import { notes } from './noting.ts'
import { perform } from './performing.ts'
import { makePlan } from './planning.ts'
import { reportedGround } from './reporting.ts'
import type { Surroundings, Workspace } from './workspace.ts'

/** The engine of the command line, on a clone of the person's own or on a mirror of a remote. No server, no account. */
export function localEngine(surroundings: Surroundings): Engine {
  const on =
    <Request extends Source, Report>(work: (workspace: Workspace, request: Request) => Promise<Report>) =>
    (request: Request): Promise<Report> =>
      perform(request, surroundings, (workspace) => work(workspace, request))
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

async function config(workspace: Workspace, request: Source): Promise<ConfigReport> {
  const ground = await groundOf(workspace, request)
  return { ...reportedGround(ground, []), values: policyValues(ground.inForce.origins) }
}

async function demo({ folder }: { readonly folder: string | null }): Promise<DemoReport> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'release-captain-demo-')))
  const made = await makeDemoRepository(place)
  return { ...made, repository: made.folder }
}
