import type { DeployerTerms } from '../../../../release/lifecycle/rollout/deployer-terms.ts'
import { fill } from '../../../../release/policy/text-schemas.ts'
import type { RuntimeDependencies } from '../../../context.ts'
import type { Deployer, DeploymentRequest, DeploymentState } from '../../../ports/deployer.ts'
import type { GitHubRepository, WorkflowRun } from '../../../ports/github.ts'
import { ensureKeyedRun, findKeyedRun, type KeyedRun } from './keyed-run.ts'

type ActionsTerms = Extract<DeployerTerms, { readonly kind: 'github-actions' }>

/** Opens the deployer that is a workflow: dispatched at the tag of the version, and followed to its end. */
export function openActionsDeployer(
  deps: RuntimeDependencies,
  repo: GitHubRepository,
  terms: ActionsTerms,
): Deployer {
  return {
    deploy: async (request) => toState(await ensureKeyedRun(deps, repo, toRun(terms, request))),
    readState: async (request) => {
      const run = await findKeyedRun(repo, toRun(terms, request))
      return run && toState(run)
    },
    readLiveVersion: async () => null,
  }
}

function toRun({ workflow, inputs }: ActionsTerms, request: DeploymentRequest): KeyedRun {
  const { version, previous, tag, environment, share, step, key, commit } = request
  const values = {
    ...{ version, tag, environment, key },
    previous: previous ?? '',
    share: String(share),
    step: String(step),
  }
  const filled = Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, fill(text, values)]))
  return { workflow, ref: tag, commit, inputs: filled, key }
}

function toState(run: WorkflowRun | null): DeploymentState {
  if (run === null) return { kind: 'waiting', for: 'queue', url: null }
  const { url, status, conclusion } = run
  switch (status) {
    case 'under-way':
      return { kind: 'running', progress: null, url }
    case 'success':
      return { kind: 'succeeded', evidence: null, url }
    case 'failed':
      return {
        kind: 'failed',
        why: conclusion === 'cancelled' ? 'cancelled' : 'failed',
        detail: conclusion ?? '',
        url,
      }
  }
}
