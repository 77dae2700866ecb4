import { renderNeverRan } from '../../messages/github/comments/closing.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { Terms } from '../../release/lifecycle/terms.ts'
import { getHead } from '../../release/lifecycle/view.ts'
import { checkFacts, runsOn } from '../github-state/checks.ts'
import type { EffectContext, Perform } from '../github-state/effect-context.ts'
import { commentOnce } from '../github-state/marked-comments.ts'

/** §2.1: what ran on the head already, before anybody listened. */
export const readChecks: Perform<'read-checks'> = async (context, { head }) => {
  const { release } = context
  if (release.status !== 'open' || getHead(release) !== head) return []
  return checkFacts(context, head)
}

/** Runs a test again, if its newest run is still the one that somebody looked at. */
export const rerunTest: Perform<'rerun-test'> = async (context, effect) => {
  const { repo, deps, release } = context
  const test = findTest(release.ledger.about.terms, effect)
  if (release.status !== 'open' || getHead(release) !== effect.head || !test) return []

  const runs = await runsOn(context, effect.head)
  const run = runs.find(({ name, app }) => name === test.check && app === test.app)
  if (!run) return commentNeverRan(context, effect, test)
  if (run.id === effect.run && run.conclusion !== 'pending') {
    await repo.rerunCheck(run)
    return []
  }
  const { check, app } = test
  const { id, conclusion, url } = run
  return [{ type: 'CheckSeen', at: deps.now(), check, app, head: effect.head, run: id, conclusion, url }]
}

type Test = Terms['tests'][number]

function findTest({ tests }: Terms, { check }: EffectOf<'rerun-test'>): Test | undefined {
  return tests.find((test) => test.check === check)
}

async function commentNeverRan(
  { repo, release }: EffectContext,
  { key, head }: EffectOf<'rerun-test'>,
  { check, app }: Test,
): Promise<[]> {
  const { issue } = release.ledger.shown
  if (issue !== null)
    await commentOnce(repo, issue, { kind: 'told', id: key, text: renderNeverRan({ check, app, head }) })
  return []
}
