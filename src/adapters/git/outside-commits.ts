import { runGitText } from '../../git/run-git.ts'
import { considerOnLine, getSource } from '../../planner/plan/consider-on-line.ts'
import { collectFacts } from '../../planner/plan/judge-candidates.ts'
import { readCandidates } from '../../planner/plan/read-candidates.ts'
import type { Workspace } from '../../planner/workspace/workspace.ts'
import type { OnLine } from '../../release/changes/candidate.ts'
import { isSecurityFix } from '../../release/eligibility/security-fix.ts'
import type { OutsideCommit } from '../../release/lifecycle/words.ts'
import type { ConsideredOnLine } from '../../release/planning/plan.ts'
import { listRulesToConfirm } from '../../release/planning/verdict.ts'
import type { Policy } from '../../release/policy.ts'
import type { OutsideQuery } from '../../runtime/ports/git.ts'
import { openCommitWriter, type SigningWorkspace } from './build/commit-writer.ts'
import { findMarkerCommits } from './conflicts/marker-commits.ts'
import { removeMarkerCommits } from './conflicts/settle-merge.ts'
import { hasCommit, requireCommit } from './ground.ts'
import { readSettled, type SettledWithOrigins } from './plan/settled-plan.ts'

/**
 * §1.1: what came onto a release branch by nobody's pick, each judged as a change of the line is: by its pull request,
 * or by the change of main that it is a copy of.
 *
 * @throws {Refused} where main was rewritten, or the tag that the release starts from is not where it was
 */
export async function judgeOutsideCommits(
  workspace: SigningWorkspace,
  asking: OutsideQuery,
): Promise<readonly OutsideCommit[]> {
  await requireCommit(workspace, asking.head)
  const settled = { ...(await readSettled(workspace, asking)), origins: asking.origins }
  const commits = new Set(await listOutside(workspace, settled, asking))
  const { policy } = settled.ground.inForce
  const changes = await readOutsideChanges(workspace, settled, { head: asking.head, commits })
  const known = changes.map(getSource)
  const { stated } = await asking.learn(known, policy)
  const facts = collectFacts(known, policy, { of: stated, unmatched: [] })
  const judging = { facts, policy, now: asking.now }
  const marked = new Set(await findMarkerCommits(workspace, { ...asking, base: settled.of.start.commit }))
  return changes.map((one) => ({
    ...toOutsideCommit(considerOnLine(one, judging), policy),
    ...(listCommits(one).some((sha) => commits.has(sha) && marked.has(sha)) && { markers: true as const }),
  }))
}

async function listOutside(
  workspace: SigningWorkspace,
  settled: SettledWithOrigins,
  { at, head, builtAt, own, except, merges }: OutsideQuery,
): Promise<string[]> {
  // What a merge became where its markers were taken out of the history is ours too.
  const write = openCommitWriter(workspace, settled, { heads: [head], since: builtAt })
  const became = await Promise.all(
    merges.map((merge) =>
      removeMarkerCommits(workspace, { settled, write }, { at, base: builtAt, head: merge }),
    ),
  )
  const known = [...except, ...merges, ...became]
  const there = await Promise.all(own.map((sha) => hasCommit(workspace, sha)))
  const reached = [builtAt, ...own.filter((_, index) => there[index])]
  const args = ['rev-list', head, ...reached.map((sha) => `^${sha}`), '--']
  const all = (await runGitText(args, { gitDir: workspace.quarantine.gitDir })).split('\n')
  return all.filter((sha) => sha !== '' && !known.includes(sha))
}

/** The changes of a release branch that have one of these commits, in the branch's own order. */
export async function readOutsideChanges(
  workspace: Workspace,
  { ground, of, origins }: SettledWithOrigins,
  { head, commits }: { readonly head: string; readonly commits: ReadonlySet<string> },
): Promise<readonly OnLine[]> {
  if (commits.size === 0) return []
  const { onLine } = await readCandidates(workspace, {
    ground,
    cut: { base: of.base, start: { ...of.start, commit: head } },
    origins,
    onProgress: () => undefined,
  })
  return onLine.filter((one) => listCommits(one).some((sha) => commits.has(sha)))
}

function listCommits({ change }: OnLine): string[] {
  return [...change.commits, ...change.merged].map(({ sha }) => sha)
}

function toOutsideCommit(considered: ConsideredOnLine, policy: Policy): OutsideCommit {
  const { change, main, facts, verdict } = considered
  const source = getSource(considered)
  const toConfirm = listRulesToConfirm(verdict)
  const isFix = verdict.type !== 'security' && isSecurityFix({ candidate: source, facts, verdict }, policy)
  return {
    candidate: source.id,
    commit: change.commits.at(-1)?.sha ?? change.id,
    title: source.title,
    pullRequest: source.source.kind === 'pull-request' ? source.source.number : null,
    verdict: verdict.kind,
    type: verdict.type,
    ...(isFix && { security: true }),
    ...(toConfirm.length > 0 && { toConfirm }),
    onMain: main !== null,
  }
}
