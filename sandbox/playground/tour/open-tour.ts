import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import type { Repository } from '../../github/state.ts'
import type { Production } from '../../production/open.ts'
import type { SandboxChats } from '../wire/chats.ts'
import type { TourView } from '../wire/wire.ts'
import { GaveUp, type Guide, openGuide, Stopped } from './guide.ts'
import { countCaptions, playRelease } from './release.ts'

/** What is played, and how many captions it has. */
export interface TourPlay {
  readonly captions: number
  readonly play: (guide: Guide) => Promise<void>
}

/** A release, or one under embargo to its disclosure. */
export type TourName = 'release' | 'embargo'

/** A whole release, played by people who do what people do. Whatever App listens does the rest. */
export interface Tour {
  /** Where it is; null before it was first started. */
  readonly view: () => TourView | null
  /** Starts it, unless it is playing. */
  readonly start: (which?: TourName) => void
  readonly stop: () => void
  readonly onChange: (listener: () => void) => () => void
  /** Resolves when it plays no more. */
  readonly over: () => Promise<void>
}

interface TourOptions {
  readonly github: SandboxGitHub
  readonly repository: Repository
  readonly clock: Clock
  /** Where the App asks and announces besides; null, or left out, where it does not. */
  readonly chats?: SandboxChats | null
  /** Where the product runs; null, or left out, where nothing is deployed. */
  readonly production?: Production | null
  /** Where a security team prepares its fixes; null, or left out, where there is none. */
  readonly embargo?: TourPlay | null
  /** Whether the App has done all that is due; it counts as having done so where nobody can tell. */
  readonly isIdle?: () => Promise<boolean>
  /** How long each caption can be read before the next, milliseconds outside. */
  readonly readingMs?: number
  /** Scales how long the App may take for each of its parts; 1 is up to a minute. */
  readonly patience?: number
  /** How many times as fast as outside the world runs while it plays. */
  readonly speed?: number
}

const READING_MS = 3200
/** As fast as the world runs while it plays: six minutes of tests take six seconds. */
const SPEED = 60

export function openTour(given: TourOptions): Tour {
  const options = {
    ...{ readingMs: READING_MS, patience: 1, speed: SPEED, chats: null, production: null, embargo: null },
    isIdle: async () => true,
    ...given,
  }
  const listeners = new Set<() => void>()
  let view: TourView | null = null
  let stopping = new AbortController()
  let playing: Promise<void> | null = null
  const showView = (next: TourView) => {
    view = next
    for (const listener of [...listeners]) listener()
  }
  const start = (which: TourName = 'release') => {
    if (playing || (which === 'embargo' && !options.embargo)) return
    stopping = new AbortController()
    const release: TourPlay = { captions: countCaptions(options), play: playRelease }
    const { captions: of, play } = which === 'embargo' && options.embargo ? options.embargo : release
    const guide = openGuide({ ...options, name: which, signal: stopping.signal, of, show: showView })
    playing = playTour(() => play(guide), options)
      .then((end) => {
        if (view) showView({ ...view, ...end, waitsFor: null })
      })
      .finally(() => {
        playing = null
      })
  }
  return {
    view: () => view,
    start,
    stop: () => stopping.abort(),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    over: async () => {
      await playing
    },
  }
}

/** How it ended, in words for whoever watched. */
async function playTour(
  play: () => Promise<void>,
  { clock, speed }: { readonly clock: Clock; readonly speed: number },
): Promise<Partial<TourView>> {
  const before = clock.speed()
  if (before < speed) clock.runs(speed)
  try {
    await play()
    return { state: 'done' }
  } catch (error) {
    if (error instanceof Stopped)
      return { state: 'stopped', says: 'You stopped the tour. Everything stays as it is.' }
    if (error instanceof GaveUp) return { state: 'gave-up', says: error.message }
    return {
      state: 'gave-up',
      says: `The tour can't continue: ${error instanceof Error ? error.message : error}`,
    }
  } finally {
    if (before < speed) clock.runs(before)
  }
}
