/**
 * Takes one defence after the other away (test/mutants), in a copy of the repository for each, and says which removals no
 * test noticed. `npm run mutants`: all; `-- --tenth`: the tenth of this day, as CI does it; `-- --part 3`: the fourth tenth;
 * `-- --only TEXT`: those with the text in their file or name.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { MUTANTS } from '../test/mutants/all.ts'
import type { Mutant } from '../test/mutants/mutant.ts'

const PARTS = 10
const DAY_MS = 24 * 60 * 60 * 1000
/** Copies whose tests share one process: more would fill the disk. */
const AT_ONCE = 20

const REPORT = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
})

/** What became of a mutant: a test noticed, none did, its tests didn't run. */
type Fate = 'noticed' | 'unnoticed' | 'not run'

function selectMutants(): readonly Mutant[] {
  const { values } = parseArgs({
    options: { tenth: { type: 'boolean' }, part: { type: 'string' }, only: { type: 'string' } },
  })
  const { only, part, tenth } = values
  const today = String(Math.floor(Date.now() / DAY_MS) % PARTS)
  const named = part ?? (tenth ? today : null)
  const wanted = named === null ? null : Number(named)
  return MUTANTS.filter((_, i) => wanted === null || i % PARTS === wanted).filter(
    ({ file, holds }) => only === undefined || `${file}: ${holds}`.includes(only),
  )
}

/** Every file that git has, with the mutant's own changed. */
function makeCopy(files: readonly string[], folder: string, { file, find, replace }: Mutant): void {
  for (const name of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(name, join(folder, name))
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  const text = readFileSync(file, 'utf8')
  writeFileSync(
    join(folder, file),
    text.replace(find, () => replace),
  )
}

/** One process for all: what each test file needs of the project's own settings, in each copy. */
function renderConfig(
  folder: string,
  copies: readonly { readonly folder: string; readonly mutant: Mutant }[],
) {
  const shared = {
    // Without its defence a test may wait for ever: that is noticed too, and need not take three minutes.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    pool: 'forks',
    setupFiles: ['test/setup.ts'],
    globalSetup: ['test/global-setup.ts'],
    env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C', TZ: 'UTC' },
  }
  const projects = copies.map(({ folder: root, mutant }, i) => ({
    root,
    test: { ...shared, name: String(i), include: mutant.tests },
  }))
  const reporters = [['json', { outputFile: join(folder, 'report.json') }]]
  return `export default ${JSON.stringify({ test: { projects, reporters, maxWorkers: 3 } })}\n`
}

function judgeFate(report: z.output<typeof REPORT>, folder: string): Fate {
  const own = report.testResults.filter(({ name }) => name.startsWith(`${folder}/`))
  const tests = own.flatMap(({ assertionResults }) => assertionResults)
  if (tests.some(({ status }) => status === 'failed') || own.some(({ status }) => status === 'failed'))
    return 'noticed'
  return tests.some(({ status }) => status === 'passed') ? 'unnoticed' : 'not run'
}

function isThere({ file, find }: Mutant): boolean {
  return existsSync(file) && readFileSync(file, 'utf8').split(find).length === 2
}

function runTogether(files: readonly string[], mutants: readonly Mutant[]): readonly Fate[] {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'))
  try {
    const copies = mutants.map((mutant, i) => ({ mutant, folder: join(folder, `copy-${i}`) }))
    for (const copy of copies) makeCopy(files, copy.folder, copy.mutant)
    writeFileSync(join(folder, 'vitest.config.mjs'), renderConfig(folder, copies))
    const vitest = resolve('node_modules/vitest/vitest.mjs')
    spawnSync(process.execPath, [vitest, 'run', '--root', folder, '--config', 'vitest.config.mjs'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const report = REPORT.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')))
    return copies.map((copy) => judgeFate(report, copy.folder))
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean)
const selected = selectMutants()
const mutants = selected.filter(isThere)
const bad: string[] = []
for (const { file, holds } of selected.filter((one) => !isThere(one))) bad.push(`outgrown: ${file}: ${holds}`)
for (let from = 0; from < mutants.length; from += AT_ONCE) {
  const some = mutants.slice(from, from + AT_ONCE)
  for (const [i, fate] of runTogether(files, some).entries()) {
    const { file = '', holds = '', second } = some[i] ?? {}
    const isFine = fate === 'noticed' || (fate === 'unnoticed' && second !== undefined)
    if (!isFine) bad.push(`${fate}: ${file}: ${holds}`)
    process.stdout.write(`${isFine ? '✓' : '✗'} ${fate}: ${file}: ${holds}\n`)
  }
}
process.stdout.write(
  `${mutants.length} defences taken away; ${bad.length} went unnoticed or are not there any more.\n`,
)
for (const one of bad) process.stdout.write(`  ${one}\n`)
process.exitCode = bad.length > 0 ? 1 : 0
