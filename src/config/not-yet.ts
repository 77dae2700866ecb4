import { toCanonicalJson } from '../release/policy/canonical.ts'
import { type ConfigError, formatKeyPath } from './config-errors.ts'
import { getValueAt, listSettings } from './settings.ts'
import type { YamlSource } from './yaml-source.ts'

/**
 * Settings of the process document that no code reads yet. A config that sets one is refused: a setting without effect
 * is a promise that nobody keeps. What begins to read one takes it off this list; `test/config/not-yet.test.ts` holds it.
 */
export const NOT_YET: readonly string[] = ['staging.validate', 'security.embargo']

/** Lists the settings of a config that nothing would come of, each with its place. */
export function listNotYet(source: YamlSource, file: string): readonly ConfigError[] {
  return listSettings().flatMap(({ path, default: stated }) => {
    const key = path.join('.')
    const isUnread = NOT_YET.some((one) => key === one || key.startsWith(`${one}.`))
    const value = isUnread ? getValueAt(path, source.data) : undefined
    // What the process states anyhow promises nothing more.
    if (value === undefined || toCanonicalJson(value) === toCanonicalJson(stated)) return []
    const found = 'a setting that nothing follows yet'
    const right = 'leave it out; the process document’s own value stands, and nothing depends on it yet'
    return [{ file, ...source.keyAt(path), key: formatKeyPath(path), found, right }]
  })
}
