import type { Production } from '../../production/open.ts'
import type { SandboxChats } from '../wire/chats.ts'
import { isMerged, makeCandidate } from './candidate.ts'
import { isAnnounced, showThread } from './chats.ts'
import { isCut, showBranch } from './cut.ts'
import { failCanary } from './failing-canary.ts'
import { createQueries, readNextPatch } from './github-queries.ts'
import { type Guide, muteGuide } from './guide.ts'
import { isBuilt, isPublished, isTagged, isTold } from './publication.ts'
import { isDeployedToStaging, isReady, rollOut } from './rollout.ts'
import { tickChecklist, waitForTests } from './testing.ts'
import type { ReleasePlace, TourContext } from './tour-context.ts'
import { isReviewed, isWatched, readForum } from './watch.ts'

const CAPTIONS = 10
/** The thread of the release, and the announcement. */
const CAPTIONS_OF_CHATS = 2
/** Staging, readiness, canary, rollout; forum, watch, review; the canary that fails, and its rollback. */
const CAPTIONS_OF_PRODUCTION = 9

/** How many captions it has. */
export function countCaptions({
  chats,
  production,
}: {
  readonly chats: SandboxChats | null
  readonly production: Production | null
}): number {
  return CAPTIONS + (chats ? CAPTIONS_OF_CHATS : 0) + (production ? CAPTIONS_OF_PRODUCTION : 0)
}

/** A whole release: from a label to what everyone is told, and where it is deployed to the end of its watch and its review. */
export async function playRelease(guide: Guide): Promise<void> {
  const playing = await startPlaying(guide)
  const fix = await makeCandidate(playing)
  await isMerged(playing, fix)
  const release = await isCut(playing, fix)
  await showBranch(playing, release)
  await showThread(playing, release)
  await waitForTests(playing, release)
  await tickChecklist(playing, release)
  await isTagged(playing, release)
  await isBuilt(playing)
  const { production } = guide
  if (production) await guide.slowly(() => deploy(playing, { release, production }))
  await isPublished(playing, release)
  await isTold(playing, fix)
  await isAnnounced(playing)
  if (!production) return
  await readForum(playing, production)
  await isWatched(playing, { release, production })
  await isReviewed(playing, release)
  await playBadRelease(guide, production)
}

async function startPlaying(guide: Guide): Promise<TourContext> {
  return { guide, queries: createQueries(guide), version: await readNextPatch(guide.repository) }
}

interface Deploying {
  readonly release: ReleasePlace
  readonly production: Production
}

async function deploy(playing: TourContext, deploying: Deploying): Promise<void> {
  await isDeployedToStaging(playing, deploying)
  await isReady(playing, deploying)
  await rollOut(playing, deploying)
}

/** The next patch, without a word until its canary: that one fails. */
async function playBadRelease(guide: Guide, production: Production): Promise<void> {
  const loud = await startPlaying(guide)
  const playing = { ...loud, guide: muteGuide(guide) }
  await failCanary(loud, {
    production,
    play: async () => {
      const fix = await makeCandidate(playing)
      await isMerged(playing, fix)
      const release = await isCut(playing, fix)
      await waitForTests(playing, release)
      await tickChecklist(playing, release)
      await isTagged(playing, release)
      await isBuilt(playing)
      return { release, production }
    },
    deploy: async (deploying) => {
      await isDeployedToStaging(playing, deploying)
      await isReady(playing, deploying)
    },
  })
}
