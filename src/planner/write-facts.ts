import { stringify } from 'yaml'
import type { FactsReport, FactsRequest } from '../cli/engine.ts'
import type { Candidate } from '../release/changes/candidate.ts'
import type { StatedFacts } from '../release/facts/facts-file.ts'
import { Refused } from '../release/refusal.ts'
import { lookUpFacts } from './facts/look-up.ts'
import { readGround, resolveCut } from './ground/read-ground.ts'
import { createReportedGround } from './ground/report-ground.ts'
import { getSource } from './plan/consider-on-line.ts'
import { readCandidates } from './plan/read-candidates.ts'
import type { Workspace } from './workspace/workspace.ts'

/**
 * Writes down what GitHub knows of the changes of a plan, as a facts file (docs/facts.md).
 *
 * @throws {Refused} where there is no token to ask with
 */
export async function writeFacts(workspace: Workspace, request: FactsRequest): Promise<FactsReport> {
  if (workspace.lookUp === null) throw new Refused(NO_TOKEN)
  const ground = await readGround(workspace, request)
  const cut = await resolveCut(workspace, ground, request)
  const found = await readCandidates(workspace, {
    ground,
    cut,
    origins: null,
    onProgress: request.onProgress,
  })
  const changes = [...found.candidates, ...found.onLine.map(getSource)]
  request.onProgress({ step: 'asking GitHub', done: null, total: null })
  const { stated, warnings } = await lookUpFacts({ lookUp: workspace.lookUp, page: ground.webUrl }, changes)
  return {
    ...createReportedGround(ground, [...cut.warnings, ...warnings]),
    changes: stated.of.size,
    yaml: renderFacts(changes, stated.of),
  }
}

function renderFacts(changes: readonly Candidate[], of: ReadonlyMap<string, StatedFacts>): string {
  const entries = changes.flatMap(({ id }) => {
    const facts = of.get(id)
    return facts ? [[id, toFileEntry(facts)] as const] : []
  })
  return stringify({ changes: Object.fromEntries(entries) }, { lineWidth: 0, aliasDuplicateObjects: false })
}

function toFileEntry({ labels, issues, reviewed, checksPassed }: StatedFacts) {
  return {
    ...(labels?.known && { labels: labels.value }),
    ...(issues?.known && {
      issues: issues.value.map(({ number, labels: ofIssue, reportedAt }) => ({
        number,
        ...(ofIssue && { labels: ofIssue }),
        ...(reportedAt !== null && { reportedAt: new Date(reportedAt * 1000).toISOString() }),
      })),
    }),
    ...(reviewed?.known && { reviewed: reviewed.value }),
    ...(checksPassed?.known && { checksPassed: checksPassed.value }),
  }
}

const NO_TOKEN = {
  kind: 'usage',
  what: 'There is no token to ask GitHub with.',
  next: 'Set `GITHUB_TOKEN`, or sign in with `gh auth login`.',
} as const
