import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ConfigReport, DemoReport, Engine, PlanReport, RepositorySource } from '../cli/engine.ts'
import { listPolicyValues } from '../config/policy-values.ts'
import { makeDemoRepository } from '../demo/repository.ts'
import { explainPassedOver } from '../messages/passed-over.ts'
import type { PassedOver } from '../release/release-tags.ts'
import { createAlertRules } from './alert-rules.ts'
import { buildLocally } from './build/build-branch.ts'
import { previewBump } from './build/preview-bump.ts'
import { runDoctor } from './doctor/run-doctor.ts'
import { draftAdvisory } from './draft-advisory.ts'
import { createNotesReport } from './draft-notes.ts'
import { explain } from './explain-candidate.ts'
import { readGround } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import { initRepository } from './onboarding/propose.ts'
import { simulate } from './onboarding/simulate.ts'
import { makePlan } from './plan/make-plan.ts'
import { performWithRepair } from './workspace/perform-with-repair.ts'
import type { PlannerEnvironment, Workspace } from './workspace/workspace.ts'
import { writeFacts } from './write-facts.ts'

/** The engine of the command line, on a clone of the person's own or on a mirror of a remote. No server, no account. */
export function createLocalEngine(surroundings: PlannerEnvironment): Engine {
  const runInWorkspace =
    <Request extends RepositorySource, Report>(
      work: (workspace: Workspace, request: Request) => Promise<Report>,
    ) =>
    (request: Request): Promise<Report> =>
      performWithRepair(request, surroundings, (workspace) => work(workspace, request))
  return {
    plan: runInWorkspace(async (workspace, request) => {
      const ground = await readGround(workspace, request)
      const { plan, warnings } = await makePlan(workspace, ground, request)
      return {
        ...createReportedGround(ground, warnings),
        plan,
        passedOver: ground.passedOver.map(passedOver),
      }
    }),
    build: runInWorkspace(buildLocally),
    notes: runInWorkspace(createNotesReport),
    bump: runInWorkspace(previewBump),
    explain: runInWorkspace(explain),
    config: runInWorkspace(reportConfig),
    alertRules: runInWorkspace(createAlertRules),
    advisory: runInWorkspace(draftAdvisory),
    facts: runInWorkspace(writeFacts),
    simulate: runInWorkspace(simulate),
    init: runInWorkspace(initRepository),
    doctor: (request) => runDoctor(request, surroundings),
    demo: makeDemo,
  }
}

function passedOver(one: PassedOver): PlanReport['passedOver'][number] {
  return { tag: one.tag, why: explainPassedOver(one) }
}

async function reportConfig(workspace: Workspace, request: RepositorySource): Promise<ConfigReport> {
  const ground = await readGround(workspace, request)
  return { ...createReportedGround(ground, []), values: listPolicyValues(ground.inForce.origins) }
}

async function makeDemo({ folder }: { readonly folder: string | null }): Promise<DemoReport> {
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'release-captain-demo-')))
  const made = await makeDemoRepository(place)
  return { ...made, repository: made.folder }
}
