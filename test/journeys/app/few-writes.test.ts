import { expect, it } from 'vitest'
import { fixes } from '../../worlds/app/fixes.ts'
import { openAppWorld } from '../../worlds/app/world.ts'

const PICKS = 20
const CONFIRMS_NOTHING = `criteria:
  rules: { reviewed: when-known, tested: when-known, no-breaking-change: when-known,
    severity: when-known, test-coverage: when-known, risk-assessed: when-known }
`
/** What GitHub counts as making content, or as a push; a token and a question are none. */
const NO_WRITES = ['apps/create-installation-access-token', 'git/upload-pack', 'graphql']

it('a cut of 20 picks takes 20 writes to GitHub at most, from the command to the open pull request', async () => {
  const world = await openAppWorld({
    prepare: (github) => fixes(github, PICKS),
    config: `picks:\n  onConflict: skip\n${CONFIRMS_NOTHING}`,
  })
  const { github } = world
  const [repository] = github.world.repositories.values()
  const newest = repository?.issues.at(-1)?.number ?? 0
  await github.person('ada').comments(newest, '/release plan')
  const tracking = await world.trackingIssue('v2.0.1')
  await world.until('the plan', () => tracking.body?.includes(`#${newest}`) ?? false)

  const writes: string[] = []
  github.taps(({ call, method, when, caller }) => {
    if (caller.kind === 'installation' && when === 'after' && method !== 'GET' && !NO_WRITES.includes(call))
      writes.push(call)
    return 'goes-on'
  })
  await github.person('ada').comments(tracking.number, '/release cut v2.0.1')
  const pull = await world.until('the pull request', () =>
    repository?.issues.find(({ pull: one }) => one?.headBranch === 'release/v2.0.1'),
  )
  expect(pull.body?.match(/stop crash/g)?.length).toBeGreaterThanOrEqual(PICKS)
  expect(writes.length, writes.join(' ')).toBeLessThanOrEqual(20)
})
