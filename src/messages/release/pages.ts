import type { CheckRun } from '../../release/lifecycle/words.ts'
import { getAttempt, WORKFLOW_APP } from '../../release/lifecycle/workflow-runs.ts'

/** A page of a repository. `webUrl` is the repository's own, `path` starts without a slash. */
export function createPageUrl(webUrl: string, path: string): URL {
  return new URL(`${webUrl}/${path.split('/').map(encodeURIComponent).join('/')}`)
}

/** A commit status has no page of its own. */
export function runPage({ app, run, head }: CheckRun, webUrl: string): URL {
  if (app === 'status') return createPageUrl(webUrl, `commit/${head}`)
  if (app !== WORKFLOW_APP) return createPageUrl(webUrl, `runs/${run}`)

  const { id, attempt } = getAttempt(run)
  return createPageUrl(webUrl, `actions/runs/${id}/attempts/${attempt}`)
}

/** The number of a pull request that a candidate is; null for a commit. */
export function parsePullRequestNumber(candidate: string): number | null {
  const digits = /^#([1-9]\d{0,15})$/.exec(candidate)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Whether a candidate is a commit. */
export function isSha(id: string): boolean {
  return /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(id)
}
