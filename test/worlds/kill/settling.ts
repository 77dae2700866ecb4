import { expect } from 'vitest'
import { type EndState, endStateOf } from './end-state.ts'
import { playRelease } from './release.ts'
import type { RunApp } from './run-app.ts'
import { NO_ROUNDS, type OnceWorld, openOnce } from './world.ts'

/** How GitHub looks after a release that nobody disturbed. */
export async function undisturbed(run: RunApp): Promise<EndState> {
  await using world = await openOnce({ run })
  await world.starts()
  await playRelease(world)
  await falls(world)
  return await endStateOf(world.repository)
}

/**
 * Holds that GitHub comes to look like this and stays so: the App is started once more, finds what there is to find, and
 * changes nothing.
 */
export async function settlesAs(world: OnceWorld, expected: EndState): Promise<void> {
  await comesTo(world, expected)
  expect(await endStateOf(world.repository)).toEqual(expected)

  await world.ends()
  const before = world.lines.length
  await world.starts({ rounds: NO_ROUNDS })
  await world.until('the first look', () => world.lines.slice(before).some(isSurvey))
  await falls(world)
  expect(await endStateOf(world.repository)).toEqual(expected)
  expect(world.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}

const PATIENCE_MS = 60_000

/** Looks again only when something has changed. */
async function comesTo({ repository, github }: OnceWorld, expected: EndState): Promise<void> {
  const wanted = JSON.stringify(expected)
  const { ticks } = github.world
  const begun = performance.now()
  for (let seen = -1; performance.now() - begun < PATIENCE_MS; await pause(100)) {
    if (seen === ticks.countTicks()) continue
    seen = ticks.countTicks()
    if (JSON.stringify(await endStateOf(repository)) === wanted) return
  }
}

function isSurvey(line: string): boolean {
  return line.includes('"type":"survey"') && line.includes('A job is done.')
}

/** More than lies between two calls of what is under way. Pauses are counted, as they take longer on a busy machine. */
const SILENT_PAUSES = 40
const PAUSE_MS = 100

/** Waits until the App has made no calls to GitHub for a while: then it has nothing more to do until its next round. */
export async function falls({ github }: Pick<OnceWorld, 'github'>): Promise<void> {
  let silent = 0
  const hush = github.taps(({ caller }) => {
    if (caller.kind === 'installation' || caller.kind === 'app') silent = 0
    return 'goes-on'
  })
  for (; silent < SILENT_PAUSES; silent += 1) await pause(PAUSE_MS)
  hush()
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
