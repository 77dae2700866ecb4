import type { Fact } from '../../release/lifecycle/commands.ts'
import { WORKFLOW_APP } from '../../release/lifecycle/workflow-runs.ts'
import type { SeenCheckRun } from '../ports/github.ts'
import type { EffectContext, OpenEffectContext } from './effect-context.ts'

/** What ran on the head of the release branch (§2.1), until its tag is asked for. */
export async function observeChecks(context: OpenEffectContext): Promise<Fact[]> {
  const { place } = context.release
  switch (place.step) {
    case 'testing':
      return [...(await checkFacts(context, place.head)), ...(await probeFacts(context))]
    case 'proposing':
    case 'drafting':
    case 'asking-to-tag':
      return checkFacts(context, place.head)
    default:
      return []
  }
}

/** What ran on the commit that is tested by itself. */
async function probeFacts(context: OpenEffectContext): Promise<Fact[]> {
  const probe = context.release.ledger.probes.at(-1)
  return probe === undefined ? [] : checkFacts(context, probe)
}

type ArtifactSearch = Pick<EffectContext, 'repo' | 'release' | 'deps'>

/** Every check run of a commit as a fact; the core takes those that the policy names. */
export async function checkFacts(context: ArtifactSearch, head: string): Promise<Fact[]> {
  const at = context.deps.now()
  const runs = await runsOn(context, head)
  return runs.map(({ name, app, id, conclusion, url }) => ({
    type: 'CheckSeen',
    at,
    check: name,
    app,
    head,
    run: id,
    conclusion,
    url,
  }))
}

/** What ran on a commit. Workflows as a whole are a call of their own, which is made where the policy names one. */
export async function runsOn(
  { repo, release }: Pick<ArtifactSearch, 'repo' | 'release'>,
  head: string,
): Promise<readonly SeenCheckRun[]> {
  const { tests } = release.ledger.about.terms
  const namesWorkflow = tests.some(({ app }) => app === WORKFLOW_APP)
  const [runs, workflows] = await Promise.all([
    repo.listCheckRuns(head),
    namesWorkflow ? repo.listWorkflowChecks(head) : [],
  ])
  return [...runs, ...workflows]
}
