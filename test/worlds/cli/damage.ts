import { spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Turns some bits of a file, as a bad disk does. `at` is from 0 (its first byte) to 1 (its last). */
export function flip(file: string, at: number): void {
  const data = readFileSync(file)
  const index = Math.min(data.length - 1, Math.floor(data.length * at))
  data[index] = (data[index] ?? 0) ^ 0b0101_1010
  overwrite(file, data)
}

/** Cuts a file off, as a power failure does. `to` is what is left, in bytes. */
export function cut(file: string, to: number): void {
  overwrite(file, readFileSync(file).subarray(0, to))
}

function overwrite(file: string, data: Uint8Array): void {
  const { mode } = statSync(file)
  chmodSync(file, 0o644)
  writeFileSync(file, data)
  chmodSync(file, mode)
}

/** The file of a loose object. */
export function looseObject(clone: string, sha: string): string {
  return join(clone, '.git/objects', sha.slice(0, 2), sha.slice(2))
}

/** The only pack of a clone. */
export function packOf(clone: string): string {
  const folder = join(clone, '.git/objects/pack')
  const [pack, ...more] = readdirSync(folder).filter((name) => name.endsWith('.pack'))
  if (pack === undefined || more.length > 0) throw new Error(`${folder} has not exactly one pack`)
  return join(folder, pack)
}

/** Whether a small disk of our own can be mounted here, for tests that fill it. */
export function canMount(): boolean {
  return spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0
}

export interface OnSmallDisk {
  /** Where the disk is mounted. */
  readonly folder: string
  readonly kilobytes: number
  /** A line for a shell that sees the disk. */
  readonly script: string
}

/** Runs a line of shell where a folder is a disk of some kilobytes. Nobody else sees that disk, and it is gone after. */
export function onSmallDisk({ folder, kilobytes, script }: OnSmallDisk): {
  status: number | null
  said: string
} {
  const mount = `mount -t tmpfs -o size=${kilobytes}k tmpfs '${folder}'`
  const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', `${mount} && { ${script}\n}`])
  return { status, said: `${stdout}${stderr}` }
}
