import type { Fact } from '../../release/lifecycle/commands.ts'
import { WORKFLOW_APP } from '../../release/lifecycle/workflow-runs.ts'
import type { OpenScene, Scene } from '../effects/performing.ts'
import type { SeenCheckRun } from '../ports/github.ts'

/** What ran on the head of the release branch (§2.1), until its tag is asked for. */
export async function checksSeen(scene: OpenScene): Promise<Fact[]> {
  const { place } = scene.release
  switch (place.step) {
    case 'testing':
      return [...(await checkFacts(scene, place.head)), ...(await probeFacts(scene))]
    case 'proposing':
    case 'drafting':
    case 'asking-to-tag':
      return checkFacts(scene, place.head)
    default:
      return []
  }
}

/** What ran on the commit that is tested by itself. */
async function probeFacts(scene: OpenScene): Promise<Fact[]> {
  const probe = scene.release.ledger.probes.at(-1)
  return probe === undefined ? [] : checkFacts(scene, probe)
}

type Looking = Pick<Scene, 'hub' | 'release' | 'world'>

/** Every check run of a commit as a fact; the core takes those that the policy names. */
export async function checkFacts(scene: Looking, head: string): Promise<Fact[]> {
  const at = scene.world.now()
  const runs = await runsOn(scene, head)
  return runs.map(({ name, app, id, conclusion }) => ({
    type: 'CheckSeen',
    at,
    check: name,
    app,
    head,
    run: id,
    conclusion,
  }))
}

/** What ran on a commit. Workflows as a whole are a call of their own, which is made where the policy names one. */
export async function runsOn(
  { hub, release }: Pick<Looking, 'hub' | 'release'>,
  head: string,
): Promise<readonly SeenCheckRun[]> {
  const { tests } = release.ledger.about.terms
  const namesWorkflow = tests.some(({ app }) => app === WORKFLOW_APP)
  const [runs, workflows] = await Promise.all([
    hub.checkRuns(head),
    namesWorkflow ? hub.workflowsOn(head) : [],
  ])
  return [...runs, ...workflows]
}
