import { becomesCandidate, isMerged } from './candidate.ts'
import { isCut, showBranch } from './cut.ts'
import type { Guide } from './guide.ts'
import { isBuilt, isPublished, isTagged, isTold } from './publication.ts'
import { nextPatch, sightsOf } from './sights.ts'
import { testsPass, ticksChecklist } from './testing.ts'

/** How many captions it has. */
export const CAPTIONS = 10

/** A whole release of §1 to §3 and its publication, from a label to what everybody is told. */
export async function playRelease(guide: Guide): Promise<void> {
  const version = await nextPatch(guide.repository)
  const playing = { guide, sights: sightsOf(guide), version }
  const fix = await becomesCandidate(playing)
  await isMerged(playing, fix)
  const release = await isCut(playing, fix)
  await showBranch(playing, release)
  await testsPass(playing, release)
  await ticksChecklist(playing, release)
  await isTagged(playing, release)
  await isBuilt(playing)
  await isPublished(playing, release)
  await isTold(playing, fix)
}
