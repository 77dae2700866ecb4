import { setTimeout as after } from 'node:timers/promises'
import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import type { SandboxPerson } from '../../github/people/person.ts'
import type { Repository } from '../../github/state.ts'
import { formatFullName } from '../../github/world.ts'
import type { Production } from '../../production/open.ts'
import type { SandboxChats } from '../wire/chats.ts'
import type { Pointed, TourView } from '../wire/wire.ts'

/** What whoever watches reads at a step, and where they look. */
interface Caption extends TourPlace {
  /** Of the process: `§1.1`. */
  readonly section: string
  readonly title: string
  readonly says: string
}

/** Where to look: a view of GitHub's, what is marked, and what a chat shows besides. */
interface TourPlace extends Omit<Pointed, 'chat'> {
  readonly chat?: Pointed['chat']
}

/** Something that the App is expected to do. */
export interface Expected<T> {
  /** As the end of “waits for …”. */
  readonly what: string
  /** Looks whether it is there. */
  readonly seen: () => T | undefined | Promise<T | undefined>
  readonly seconds: number
  /** What to say when it does not come. */
  readonly otherwise: string
  /** It takes hours in the world: the clock is moved on while it is waited for. */
  readonly hours?: MovedClock
}

/** How the world's clock is moved on, at each look. */
interface MovedClock {
  readonly byMs: number
  /** Whether everything that was due is done, so that the clock may be moved. */
  readonly isDue: () => boolean
}

/** Leads through a tour. Every call ends it where whoever watches has stopped it. */
export interface Guide {
  readonly github: SandboxGitHub
  readonly repository: Repository
  /** Null where the App has nowhere to talk but GitHub. */
  readonly chats: SandboxChats | null
  /** Null where nothing is deployed. */
  readonly production: Production | null
  /** The world's time, milliseconds since 1970. */
  readonly now: () => number
  readonly person: (login: string) => SandboxPerson
  /**
   * Plays something while the world's clock runs slowly: deadlines of the App's are far away then, and what takes hours is
   * jumped over when the App has nothing to do.
   */
  readonly slowly: <T>(play: () => Promise<T>) => Promise<T>
  /** Moves the clock on to a time of the world; a time that is over changes nothing. */
  readonly passesTo: (time: number) => void
  /** Shows the next step, and gives time to read it. */
  readonly tells: (caption: Caption) => Promise<void>
  /** Points elsewhere within a step. */
  readonly points: (at: TourPlace) => Promise<void>
  /** Lets a moment pass, as between two clicks; a part of the time for reading. */
  readonly rests: (part: number) => Promise<void>
  /** @throws {GaveUp} when it does not come in time */
  readonly waits: <T>(expected: Expected<T>) => Promise<T>
  /** As `waits`, for what the tour can do without; undefined: it did not come. */
  readonly hopes: <T>(expected: Omit<Expected<T>, 'otherwise'>) => Promise<T | undefined>
}

/** Whoever watches has stopped it. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
}

/** What was expected did not come. */
export class GaveUp extends Error {
  override readonly name = 'GaveUp'
}

interface GuideOptions {
  readonly name: TourView['name']
  readonly github: SandboxGitHub
  readonly repository: Repository
  readonly chats: SandboxChats | null
  readonly production: Production | null
  readonly clock: Clock
  readonly readingMs: number
  readonly patience: number
  /** Whether the App has done all that is due: time is moved on only then, however slow the machine is. */
  readonly isIdle: () => Promise<boolean>
  readonly signal: AbortSignal
  /** How many captions there are. */
  readonly of: number
  readonly show: (view: TourView) => void
}

const LOOK_EVERY_MS = 150
/** Who reads nothing looks more often. */
const LEAST_LOOK_MS = 20
/** As fast as the world runs where its hours are jumped over. */
const SLOW = 5
/** So many times longer than said is waited at most for what the tour can do without. */
const MOST_HOPE = 2

export function openGuide(options: GuideOptions): Guide {
  const { github, repository, chats, production, clock, signal, of, show, readingMs } = options
  let view: TourView | null = null
  const updateView = (next: TourView) => {
    if (signal.aborted) throw new Stopped()
    view = next
    show(next)
  }
  const rest = async (ms: number) => {
    await after(ms, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) throw new Stopped()
  }
  const wait = async <T>(expected: Omit<Expected<T>, 'otherwise'>, patience: number) => {
    if (view) updateView({ ...view, waitsFor: expected.what })
    const found = await waitUntilSeen(expected, { ...options, rest, patience })
    if (view) updateView({ ...view, waitsFor: null })
    return found
  }
  return {
    github,
    repository,
    chats,
    production,
    now: clock.now,
    slowly: async (play) => {
      const before = clock.speed()
      if (before > SLOW) clock.runs(SLOW)
      try {
        return await play()
      } finally {
        if (before > SLOW) clock.runs(before)
      }
    },
    passesTo: (time) => {
      if (time > clock.now()) clock.jumps(time - clock.now())
    },
    person: (login) => github.person(login, { in: formatFullName(repository) }),
    tells: async ({ view: where, mark, chat = null, ...caption }) => {
      const step = (view?.step ?? 0) + 1
      updateView({
        ...caption,
        name: options.name,
        state: 'playing',
        step,
        of,
        waitsFor: null,
        look: { view: where, mark, chat },
      })
      await rest(readingMs)
    },
    points: async ({ view: where, mark, chat = null }) => {
      if (view) updateView({ ...view, look: { view: where, mark, chat } })
      await rest(readingMs / 2)
    },
    rests: (part) => rest(readingMs * part),
    hopes: (expected) => wait(expected, Math.min(MOST_HOPE, options.patience)),
    waits: async (expected) => {
      const found = await wait(expected, options.patience)
      if (found === undefined) throw new GaveUp(expected.otherwise)
      return found
    },
  }
}

async function waitUntilSeen<T>(
  { seen, seconds, hours }: Omit<Expected<T>, 'what' | 'otherwise'>,
  waiting: Pick<GuideOptions, 'clock' | 'isIdle' | 'readingMs' | 'patience'> & {
    readonly rest: (ms: number) => Promise<void>
  },
): Promise<T | undefined> {
  const { rest, clock, isIdle, readingMs, patience } = waiting
  const until = performance.now() + seconds * 1000 * patience
  const pause = Math.min(LOOK_EVERY_MS, Math.max(LEAST_LOOK_MS, readingMs))
  for (;;) {
    const found = await seen()
    if (found !== undefined) return found
    if (performance.now() >= until) return undefined
    if (hours?.isDue() && (await isIdle())) clock.jumps(hours.byMs)
    await rest(pause)
  }
}

/** The same without a word: what was explained once is played on. */
export function muteGuide(guide: Guide): Guide {
  return {
    ...guide,
    tells: async () => undefined,
    points: async () => undefined,
    rests: async () => undefined,
  }
}
