import { expect, it } from 'vitest'
import { CANDIDATE_LABEL } from '../../../src/release/changes/candidate.ts'
import { fixes } from '../../worlds/app/fixes.ts'
import { openAppWorld } from '../../worlds/app/world.ts'

const CANDIDATES = 20
/** What GitHub counts on another account of its own. */
const BY_GRAPHQL = 'graphql'

it('a round in which nothing has changed takes few of the calls that GitHub counts, whatever the number of candidates', async () => {
  const world = await openAppWorld({ prepare: (github) => fixes(github, CANDIDATES, CANDIDATE_LABEL) })
  const { github, app } = world
  const [repository] = github.world.repositories.values()
  const fixed = repository?.issues.filter(({ title }) => title.startsWith('fix: stop crash')) ?? []
  const heads = new Set(fixed.flatMap(({ pull }) => pull?.head ?? []))
  expect(heads.size).toBe(CANDIDATES)
  const seen = new Set<string>()
  let queries = 0
  github.taps(({ call, when, path }) => {
    if (when === 'after' && call === BY_GRAPHQL) queries += 1
    const head = call === 'checks/list-for-ref' && path.split('/').find((part) => heads.has(part))
    if (when === 'after' && head) seen.add(head)
    return 'goes-on'
  })
  const used = () => [...github.world.allowances.values()].reduce((sum, one) => sum + one.used, -queries)
  const round = async () => {
    seen.clear()
    const before = used()
    await app.reconcile()
    await world.until('all candidates', () => seen.size === CANDIDATES)
    return used() - before
  }

  await world.until('the verdicts', () => repository?.checks.length === CANDIDATES)
  await round()
  expect(await round()).toBeLessThanOrEqual(10)
})
