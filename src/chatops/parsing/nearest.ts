import leven from 'leven'
import type { AnyCommand } from '../command.ts'

/** Longer words are compared by their beginning: nobody meant that much. */
const MOST_COMPARED = 40

/** The known word that somebody most probably meant, or null where none is near. */
export function findNearest(word: string, known: readonly string[]): string | null {
  const asked = normalizeWord(word)
  const near = known
    .map((each) => ({ each, distance: countSlips(asked, normalizeWord(each)) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(asked.length / 3)))
    .toSorted((a, b) => a.distance - b.distance)
  return near[0]?.each ?? null
}

/** How many slips of a finger make one word of another. Letters in another order are one. */
export function countSlips(one: string, other: string): number {
  const sortLetters = (word: string): string => [...word].sort().join('')
  return one !== other && sortLetters(one) === sortLetters(other) ? 1 : leven(one, other)
}

/** What is said for what somebody tried to say: another word for it, or the nearest. */
export function findNearestCommand(word: string, commands: readonly AnyCommand[]): string | null {
  const tried = normalizeWord(word)
  const other = commands.find(({ meant }) => meant.some((each) => normalizeWord(each) === tried))
  const said = commands.flatMap((command) => command.said)
  return said.find((each) => normalizeWord(each) === tried) ?? other?.said[0] ?? findNearest(word, said)
}

/** Whether in capitals, with hyphens or underlines, it is the same word to people. */
function normalizeWord(word: string): string {
  return word
    .slice(0, MOST_COMPARED)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[-_/. ]/g, '')
}
