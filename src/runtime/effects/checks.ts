import { neverRanText } from '../../messages/github/closing.ts'
import type { EffectOf } from '../../release/lifecycle/effects.ts'
import type { Terms } from '../../release/lifecycle/terms.ts'
import { getHead } from '../../release/lifecycle/view.ts'
import { checkFacts, runsOn } from '../observing/checks.ts'
import { commentOnce } from './comments.ts'
import type { Perform, Scene } from './performing.ts'

/** §2.1: what ran on the head already, before anybody listened. */
export const readChecks: Perform<'read-checks'> = async (scene, { head }) => {
  const { release } = scene
  if (release.status !== 'open' || getHead(release) !== head) return []
  return checkFacts(scene, head)
}

/** Runs a test again, if its newest run is still the one that somebody looked at. */
export const rerunTest: Perform<'rerun-test'> = async (scene, effect) => {
  const { hub, world, release } = scene
  const test = testNamed(release.ledger.about.terms, effect)
  if (release.status !== 'open' || getHead(release) !== effect.head || !test) return []

  const runs = await runsOn(scene, effect.head)
  const run = runs.find(({ name, app }) => name === test.check && app === test.app)
  if (!run) return neverRan(scene, effect, test)
  if (run.id === effect.run && run.conclusion !== 'pending') {
    await hub.rerunCheck(run)
    return []
  }
  const { check, app } = test
  const { id, conclusion } = run
  return [{ type: 'CheckSeen', at: world.now(), check, app, head: effect.head, run: id, conclusion }]
}

type Test = Terms['tests'][number]

function testNamed({ tests }: Terms, { check }: EffectOf<'rerun-test'>): Test | undefined {
  return tests.find((test) => test.check === check)
}

async function neverRan(
  { hub, release }: Scene,
  { key, head }: EffectOf<'rerun-test'>,
  { check, app }: Test,
): Promise<[]> {
  const { issue } = release.ledger.shown
  if (issue !== null)
    await commentOnce(hub, issue, { kind: 'told', id: key, text: neverRanText({ check, app, head }) })
  return []
}
