// What Node makes of the program (it strips the types of a thousand files, and compiles them) is good for the next start.
import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Keeps it in the person's own cache folder: one that others may write to could bring their code. */
export function keepCompiled() {
  const { NODE_COMPILE_CACHE: set, RELEASE_CAPTAIN_CACHE: own, XDG_CACHE_HOME: caches } = process.env
  if (set) return
  const folder = join(own || join(caches || join(homedir(), '.cache'), 'release-captain'), 'compiled')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    enableCompileCache(folder)
  } catch {
    // Where the folder can't be written, the program is only slower to start.
  }
}
