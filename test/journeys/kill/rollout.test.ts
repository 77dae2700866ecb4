import { expect, it } from 'vitest'
import { openStable } from '../../worlds/kill/run-app.ts'
import { falls } from '../../worlds/kill/settling.ts'
import { NO_ROUNDS } from '../../worlds/kill/world.ts'
import {
  openRollingWorld,
  playRollout,
  playUntilTagged,
  type RollingWorld,
} from '../../worlds/rollout-to-kill.ts'

/** As often as the App begins anew, beside other tests. */
const LONG_MS = 600_000

it(
  'a rollout and its rollback, killed before and after each thing that they do, do each of them once',
  async () => {
    await using stable = openStable()
    const rolling = await openRollingWorld(stable.run)
    await using world = rolling.world
    await world.starts()
    rolling.startKilling()

    await playRollout(rolling, await playUntilTagged(world))
    await rolling.killer.back()
    await world.ends()
    await world.starts({ rounds: NO_ROUNDS })
    await falls(world)

    expect(listDone(rolling)).toEqual(ONE_OF_EVERYTHING)
    // One that was on its way when the process died elsewhere may be lost: that is better than twice.
    const mails = rolling.mailbox.mails().map(({ to, subject }) => `${to}: ${subject}`)
    expect(mails).toEqual([...new Set(mails)])
    expect(mails[0]).toBe('it@kolmogorov.example: api v2.0.1 is coming')
    expect(world.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
    const { before, after } = rolling.killer
    // What is shown and told goes on side by side, so that one death may be that of several.
    expect([...after].toSorted()).toEqual(DEPLOYMENTS)
    expect(before.size).toBeGreaterThanOrEqual(12)
  },
  LONG_MS,
)

function listDone({ world, deployer, forum, statusPage }: RollingWorld) {
  const { issues, comments, releases } = world.repository
  return {
    deployments: deployer.deployments.map(({ purpose, version, share }) => `${purpose} ${version} ${share}`),
    notices: statusPage.notices().map(({ title, status }) => `${title}: ${status}`),
    topics: forum.topics().map(({ title, isEdited }) => `${title}${isEdited ? ', edited' : ''}`),
    incidents: issues.filter(({ title }) => title.startsWith('Incident:')).map(({ title }) => title),
    told: comments.filter(({ body }) => body.includes('release-captain:rolled-back ')).length,
    releases: releases.map(({ tag, prerelease }) => `${tag}${prerelease ? ', marked' : ''}`),
  }
}

const ONE_OF_EVERYTHING = {
  deployments: ['rollout 2.0.1 5', 'rollout 2.0.1 100', 'rollback 2.0.0 100'],
  notices: ['api v2.0.1 was rolled back: investigating', 'api v2.0.1: completed'],
  topics: ['api v2.0.1 is out, edited'],
  incidents: ['Incident: v2.0.1 was rolled back to v2.0.0'],
  told: 1,
  releases: ['v2.0.1, marked'],
}

const DEPLOYMENTS = ['deploy rollback 100', 'deploy rollout 100', 'deploy rollout 5']
