// The oldest Node that runs this program: it executes TypeScript as it is and has the APIs in use.
// Plain JavaScript, because an older Node must be able to read this far to be told what to do.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const REQUIRED = [24, 15]

/** @returns {boolean} whether this process may run the program itself */
export function isSupported() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > REQUIRED[0] || (major === REQUIRED[0] && minor >= REQUIRED[1])
}

/** @returns {string | undefined} the Node that npm installed beside the program, where there is one */
export function pinnedNode() {
  const program = `node-${process.platform}-${process.arch}/bin/node`
  // Where this is a package itself, npm installs what it depends on beside it.
  const places = [`../node_modules/${program}`, `../../${program}`]
  return places
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path))
}

/** @returns {string} what to do about a Node that is too old */
export function unsupportedMessage() {
  return (
    `release-captain: needs Node ${REQUIRED.join('.')} or newer, and this is ${process.versions.node}.\n` +
    'On Linux (x64, arm64) `npm ci` in the project folder installs the right one beside the program.\n' +
    'Elsewhere install Node 24 (https://nodejs.org/en/download) and run the command again.\n'
  )
}
