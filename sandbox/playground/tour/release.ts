import type { SandboxChats } from '../wire/chats.ts'
import { isMerged, makeCandidate } from './candidate.ts'
import { isAnnounced, showThread } from './chats.ts'
import { isCut, showBranch } from './cut.ts'
import { createQueries, readNextPatch } from './github-queries.ts'
import type { Guide } from './guide.ts'
import { isBuilt, isPublished, isTagged, isTold } from './publication.ts'
import { tickChecklist, waitForTests } from './testing.ts'

const CAPTIONS = 10
/** The thread of the release, and the announcement. */
const CAPTIONS_OF_CHATS = 2

/** How many captions it has. */
export function countCaptions(chats: SandboxChats | null): number {
  return chats ? CAPTIONS + CAPTIONS_OF_CHATS : CAPTIONS
}

/** A whole release of §1 to §3 and its publication, from a label to what everyone is told. */
export async function playRelease(guide: Guide): Promise<void> {
  const version = await readNextPatch(guide.repository)
  const playing = { guide, queries: createQueries(guide), version }
  const fix = await makeCandidate(playing)
  await isMerged(playing, fix)
  const release = await isCut(playing, fix)
  await showBranch(playing, release)
  await showThread(playing, release)
  await waitForTests(playing, release)
  await tickChecklist(playing, release)
  await isTagged(playing, release)
  await isBuilt(playing)
  await isPublished(playing, release)
  await isTold(playing, fix)
  await isAnnounced(playing)
}
