import type { Letter, Sorting } from './courier.ts'

/** Shares of what passes. */
const LOST = 0.3
const TWICE = 0.3
const HELD = 0.3

/** Hands things on in another order, some of them twice, some later, and some not at all: but never the same one lost again. */
export function sortingOf(seed: number): Sorting {
  const chance = chanceOf(seed)
  const lost = new Set<string>()
  const held: Letter[] = []
  const fate = (letter: Letter): readonly Letter[] => {
    if (!lost.has(letter.id) && chance() < LOST) {
      lost.add(letter.id)
      return []
    }
    if (chance() < HELD) {
      held.push(letter)
      return []
    }
    return chance() < TWICE ? [letter, letter] : [letter]
  }
  return (letters) =>
    [...held.splice(0), ...letters.flatMap(fate)]
      .map((letter) => ({ letter, place: chance() }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ letter }) => letter)
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
