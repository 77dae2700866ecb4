import leven from 'leven'
import type { Path } from './config-errors.ts'
import { formatKeyPath } from './config-errors.ts'
import { findSchemaAt, listProperties, listSettings } from './settings.ts'

/** So many known keys are listed where none is near. */
const MOST_LISTED = 12

/** What would be right in place of a key that nobody knows: the nearest known one, or where the key does belong. */
export function suggestKey(name: string, path: Path, data: unknown): string {
  const schema = findSchemaAt(path, data)
  const known = schema ? listProperties(schema).map(([key]) => key) : []
  const near = findNearestKey(name, known)
  if (near) return `${near}${formatKnown(known)}`
  const elsewhere = listSettings()
    .filter((setting) => setting.path.at(-1) === name || setting.path.includes(name))
    .map((setting) => formatKeyPath(setting.path.slice(0, setting.path.indexOf(name) + 1)))
  const places = [...new Set(elsewhere)].slice(0, 3)
  if (places.length > 0) return places.join(' or ')
  return known.length > MOST_LISTED ? 'one of the keys of docs/config.md' : `one of ${known.join(', ')}`
}

function formatKnown(known: readonly string[]): string {
  return known.length > MOST_LISTED ? '' : ` (known here: ${known.join(', ')})`
}

/** The known word that somebody most probably meant, or undefined where none is near. */
export function findNearestKey(word: string, known: readonly string[]): string | undefined {
  const distances = known.map((candidate) => ({
    candidate,
    distance: leven(normalizeWord(word), normalizeWord(candidate), { maxDistance: 20 }),
  }))
  const [best] = distances.toSorted((a, b) => a.distance - b.distance)
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.candidate : undefined
}

/** Whether in capitals, with hyphens or underlines, it is the same word to people. Cut: nobody meant that much. */
function normalizeWord(word: string): string {
  return word.slice(0, 60).toLowerCase().replace(/[-_ ]/g, '')
}
