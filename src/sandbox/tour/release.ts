import type { Chats } from '../page/chats.ts'
import { becomesCandidate, isMerged } from './candidate.ts'
import { isAnnounced, showThread } from './chats.ts'
import { isCut, showBranch } from './cut.ts'
import type { Guide } from './guide.ts'
import { isBuilt, isPublished, isTagged, isTold } from './publication.ts'
import { nextPatch, sightsOf } from './sights.ts'
import { testsPass, ticksChecklist } from './testing.ts'

const CAPTIONS = 10
/** The thread of the release, and the announcement. */
const CAPTIONS_OF_CHATS = 2

/** How many captions it has. */
export function captionsWith(chats: Chats | null): number {
  return chats ? CAPTIONS + CAPTIONS_OF_CHATS : CAPTIONS
}

/** A whole release of §1 to §3 and its publication, from a label to what everybody is told. */
export async function playRelease(guide: Guide): Promise<void> {
  const version = await nextPatch(guide.repository)
  const playing = { guide, sights: sightsOf(guide), version }
  const fix = await becomesCandidate(playing)
  await isMerged(playing, fix)
  const release = await isCut(playing, fix)
  await showBranch(playing, release)
  await showThread(playing, release)
  await testsPass(playing, release)
  await ticksChecklist(playing, release)
  await isTagged(playing, release)
  await isBuilt(playing)
  await isPublished(playing, release)
  await isTold(playing, fix)
  await isAnnounced(playing)
}
