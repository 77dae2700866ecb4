import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Every file below a folder, `.git` included, with its mode and the digest of its content: two fingerprints are equal
 * when nothing was written, removed or put elsewhere.
 */
export function fingerprint(folder: string): Map<string, string> {
  const found = new Map<string, string>()
  const look = (path: string, name: string) => {
    const stat = lstatSync(path)
    if (stat.isDirectory()) {
      found.set(`${name}/`, stat.mode.toString(8))
      for (const inside of readdirSync(path)) look(join(path, inside), `${name}/${inside}`)
      return
    }
    const content = stat.isSymbolicLink() ? readlinkSync(path) : readFileSync(path)
    found.set(name, `${stat.mode.toString(8)} ${createHash('sha1').update(content).digest('hex')}`)
  }
  look(folder, '.')
  return found
}

/** What differs between two fingerprints, for a failing test to show. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])]
  return paths.filter((path) => before.get(path) !== after.get(path)).sort()
}
