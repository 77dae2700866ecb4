import { openMirror } from '../../../src/git/remotes/mirror.ts'
import { Refused } from '../../../src/release/refusal.ts'

/** Opens a mirror in a process of its own: `node mirror-process.ts URL CACHE`, and tells how that ended. */
const [url = '', cacheDir = ''] = process.argv.slice(2)
const steps: string[] = []
const ended = await openMirror({ url, cacheDir, onProgress: ({ step }) => steps.push(step) }).then(
  ({ gitDir }) => ({ gitDir, steps }),
  (error: unknown) => {
    if (error instanceof Refused) return { refused: error.refusal, steps }
    throw error
  },
)
process.stdout.write(JSON.stringify(ended))
