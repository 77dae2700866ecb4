import { join } from 'node:path'
import type { SandboxGitHub } from '../../sandbox/github/open.ts'
import { createSandboxAppSettings } from '../../src/app/sandbox-app.ts'
import type { Sendable } from './app-process.ts'

/** What the App is started with to work on a sandbox's GitHub, with all of its own in a folder. */
export function optionsOn(github: SandboxGitHub, folder: string): Sendable {
  return {
    place: { kind: 'folder', path: join(folder, 'record') },
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    cacheDir: join(folder, 'cache'),
    signing: { format: null, key: null },
    metricsToken: null,
    isRealTime: false,
    tracing: null,
    app: createSandboxAppSettings(github),
  }
}

/** Milliseconds. */
const PATIENCE = 120_000

/** Waits until what is asked for is there. @throws {Error} after two minutes */
export async function until<T>(what: string, look: () => T | undefined | false | null): Promise<T> {
  const begun = performance.now()
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false && found !== null) return found
    if (performance.now() - begun > PATIENCE) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
