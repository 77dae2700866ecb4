import { writeFileSync } from 'node:fs'
import manifest from '../package.json' with { type: 'json' }
import { chooseStories, writeLine } from '../test/release/recorded/stories.ts'

// Before a version of the program is released: writes down histories as it records them, for later programs to read.
const HISTORIES = 24

const path = `test/release/recorded/${manifest.version}.jsonl`
writeFileSync(path, `${chooseStories(HISTORIES).map(writeLine).join('\n')}\n`)
process.stdout.write(`${path}\n`)
