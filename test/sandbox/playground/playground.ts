import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, openClock } from '../../../sandbox/clock.ts'
import { openSandboxGitHub, type SandboxGitHub } from '../../../sandbox/github/open.ts'
import { type Stage, setUpStage } from '../../../sandbox/playground/stage/set-up-stage.ts'
import { makeDemoRepository } from '../../../src/demo/repository.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'
import { type Lacking, openStandIn } from '../stand-in.ts'

/** The sandbox as a person starts it, with a stand-in for the App where one is asked for. */
export interface Playground {
  readonly github: SandboxGitHub
  readonly clock: Clock
  readonly stage: Stage
}

const START = Date.parse('2026-02-10T09:00:00Z')
/** Six minutes of tests in 36 milliseconds. */
const FAST = 10_000

export async function openPlayground({
  speed = FAST,
  app,
}: {
  readonly speed?: number
  readonly app?: Lacking
} = {}): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-product-'))
  const demo = await makeDemoRepository(folder)
  const clock = openClock(START, speed)
  const github = await openSandboxGitHub({ now: clock.now })
  await github.repository('api', { from: demo.gitDir })
  const set = await setUpStage(github, { clock, labels: { 1234: ['crash'] } })
  closeAfterTest(async () => {
    set.close()
    clock.stop()
    await github.close()
    await rm(folder, { recursive: true, force: true })
  })
  if (app) closeAfterTest((await openStandIn(github, app)).close)
  return { github, clock, stage: set }
}
