/** How the time of a world runs: so many times as fast as outside since some moment. Two processes can know the same. */
export interface Course {
  /** The world's time, milliseconds since 1970, when it was outside's `outsideAt`. */
  readonly worldAt: number
  readonly outsideAt: number
  readonly speed: number
}

/** The world's time now, milliseconds since 1970. */
export function timeIn({ worldAt, outsideAt, speed }: Course): number {
  return Math.floor(worldAt + (Date.now() - outsideAt) * speed)
}
