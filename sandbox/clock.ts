/**
 * The time of a sandbox's world. It runs so many times as fast as the time outside, stands still, or jumps; everything
 * in the world that takes time asks it.
 */
export interface Clock {
  /** The world's time, milliseconds since 1970. */
  readonly now: () => number
  /** How many times as fast as outside; 0 while it stands still. */
  readonly speed: () => number
  /** From now on it runs so fast. 0 is `pauses`. */
  readonly runs: (speed: number) => void
  readonly pauses: () => void
  /** Goes on as fast as it ran before it stood still. */
  readonly resumes: () => void
  /** Moves on at once; what was due meanwhile happens now, in its order. */
  readonly jumps: (ms: number) => void
  /** Does something once the world has that time, and answers with how to call it off. */
  readonly at: (time: number, what: () => void) => () => void
  /** Tells when speed changes or it jumps, until the answer is called. */
  readonly onChange: (listener: () => void) => () => void
  /** Lets nothing happen any more. */
  readonly stop: () => void
}

interface Alarm {
  readonly time: number
  readonly what: () => void
}

interface Course {
  /** The world's time, and outside's, when speed was set last. */
  worldAt: number
  outsideAt: number
  speed: number
  before: number
}

/** What `setTimeout` can wait for at most. */
const LONGEST_WAIT = 2 ** 31 - 1

/**
 * A world's clock.
 *
 * @param start the world's first moment, milliseconds since 1970
 * @param speed how many times as fast as outside
 * @param outside the time outside, in milliseconds from anywhere
 */
export function openClock(start: number, speed = 1, outside: () => number = () => performance.now()): Clock {
  const course: Course = { worldAt: start, outsideAt: outside(), speed, before: speed || 1 }
  const alarms = new Set<Alarm>()
  const listeners = new Set<() => void>()
  let timer: NodeJS.Timeout | undefined

  const getExactTime = (at: number) => course.worldAt + (at - course.outsideAt) * course.speed
  const getNow = () => Math.floor(getExactTime(outside()))
  const wait = () => {
    clearTimeout(timer)
    const [next] = sortAlarms(alarms)
    if (!next || course.speed === 0) return
    const ms = Math.min(LONGEST_WAIT, Math.max(0, (next.time - getNow()) / course.speed))
    timer = setTimeout(ringAlarms, Math.ceil(ms))
  }
  const ringAlarms = () => {
    for (const alarm of sortAlarms(alarms)) if (alarm.time <= getNow() && alarms.delete(alarm)) alarm.what()
    wait()
  }
  const advanceClock = (change: () => void) => {
    const at = outside()
    Object.assign(course, { worldAt: getExactTime(at), outsideAt: at })
    change()
    ringAlarms()
    for (const listener of [...listeners]) listener()
  }
  const runs = (faster: number) =>
    advanceClock(() => {
      if (course.speed !== 0) course.before = course.speed
      course.speed = faster
    })

  return {
    now: getNow,
    speed: () => course.speed,
    runs,
    pauses: () => runs(0),
    resumes: () => runs(course.speed || course.before),
    jumps: (ms) =>
      advanceClock(() => {
        course.worldAt += ms
      }),
    at: (time, what) => {
      const alarm = { time, what }
      alarms.add(alarm)
      wait()
      return () => {
        alarms.delete(alarm)
      }
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => {
      clearTimeout(timer)
      alarms.clear()
      listeners.clear()
    },
  }
}

/** The earliest first; of two at one time, the one that was set first. */
function sortAlarms(alarms: ReadonlySet<Alarm>): Alarm[] {
  return [...alarms].sort((one, other) => one.time - other.time)
}
