import { expect } from 'vitest'
import { type EndState, endStateOf } from './end-state.ts'
import { playRelease } from './release.ts'
import type { RunApp } from './run-app.ts'
import { type OnceWorld, openOnce } from './world.ts'

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
  const wanted = JSON.stringify(expected)
  const begun = performance.now()
  const isThere = async () => JSON.stringify(await endStateOf(world.repository)) === wanted
  while (!(await isThere()) && performance.now() - begun < PATIENCE_MS) await pause(250)
  expect(await endStateOf(world.repository)).toEqual(expected)

  await world.ends()
  await world.starts()
  await falls(world)
  expect(await endStateOf(world.repository)).toEqual(expected)
  expect(world.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
}

const PATIENCE_MS = 60_000
/** Longer than anything takes that is under way. */
const SILENCE_MS = 3_000

/** Waits until the App has made no calls to GitHub for a while; where its rounds go on, none but reads. */
export async function falls(
  { github }: Pick<OnceWorld, 'github'>,
  silence: 'no writes' | 'no calls' = 'no writes',
): Promise<void> {
  let last = performance.now()
  const hush = github.taps(({ caller, method }) => {
    const counts = caller.kind === 'installation' && (silence === 'no calls' || method !== 'GET')
    if (counts) last = performance.now()
    return 'goes-on'
  })
  while (performance.now() - last < SILENCE_MS) await pause(100)
  hush()
}

async function pause(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}
