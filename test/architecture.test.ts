import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HOUSE, isOurs, isPackage, roomOf } from './house.ts'
import { insertRooms } from './rooms-table.ts'
import { ringsOf, ringsOfFolders, type Source, sourceOf, sourcesBelow } from './sources.ts'

/** Who may touch the process around us: the start, and where git's and the signing programs' own environment is made. */
const READS_THE_ENVIRONMENT = [
  'src/git/run-git.ts',
  'src/git/signing/run-program.ts',
  'src/index.ts',
  'src/main.ts',
  'sandbox/github/git/run.ts',
]
const STARTS_PROCESSES = [
  'src/git/signing/run-program.ts',
  'src/processes/fork-launcher.ts',
  'src/processes/launcher.ts',
  'src/processes/spawn.ts',
]
/** Patterns put together from our own constants, and in the first from a canonical version besides. */
const PUTS_PATTERNS_TOGETHER = ['src/git/bump/image-tags.ts', 'src/release/changes/pull-request-messages.ts']
const ROOT = new URL('../', import.meta.url)
const LOADS_LATE = [
  'src/app/open-chats.ts',
  'src/app/open-connections.ts',
  'src/app/open-tracing.ts',
  'src/app/program.ts',
  'src/app/webhook-proxy.ts',
  'src/main.ts',
]
const LINES = 300
/** Whole screens stand in tests as inline snapshots. */
const TEST_LINES = 350
const NAMES_THAT_SAY_NOTHING =
  /^(utils?|helpers?|commons?|misc|shared|managers?|services?|base|core|types?)(\.|$)/

const sources = ['src', 'sandbox'].flatMap(sourcesBelow)
/** Less the files of the demo product, which are texts here. */
const ourCode = sources.filter(({ path }) => !/^src\/demo\/(changes|product)\//.test(path))
const everything = ['src', 'sandbox', 'test', 'bench', 'scripts'].flatMap(sourcesBelow)

describe('who may import whom', () => {
  it('every folder of src/ has its room in the house', () => {
    expect([...new Set(sources.map(({ path }) => roomOf(path)))].sort()).toEqual(Object.keys(HOUSE).sort())
  })

  it.each(Object.entries(HOUSE))('%s imports what it may, packages included', (room, { ours, packages }) => {
    const own = sources.filter((source) => roomOf(source.path) === room)
    const broken = own.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => roomOf(of) !== room && !isOurs(of, ours) && !isPackage(of, packages))
        .map(({ of }) => `${path} imports ${of}`),
    )
    expect(broken).toEqual([])
  })

  it.each(Object.entries(HOUSE))(
    '%s has leave for nothing that it does not use',
    (room, { ours, packages }) => {
      const used = sources.filter((source) => roomOf(source.path) === room).flatMap(({ imports }) => imports)
      const unused = [
        ...ours.filter((one) => !used.some(({ of }) => isOurs(of, [one]))),
        ...packages.filter((one) => !used.some(({ of }) => isPackage(of, [one]))),
      ]
      expect(unused).toEqual([])
    },
  )

  it('the planner takes only types from the command line, so that the two can be told apart', () => {
    const planner = sources.filter((source) => roomOf(source.path) === 'planner')
    expect(filesWith(/^import (?!type\b)[^']*'[./]*cli\/engine\.ts'$/m, planner)).toEqual([])
  })

  it('nothing is imported in a ring', () => {
    expect(ringsOf(sources)).toEqual([])
  })

  it('no folder imports another in a ring', () => {
    expect(ringsOfFolders(sources)).toEqual([])
  })

  it('only the start of the program loads something late', () => {
    const late = sources.filter(({ imports }) => imports.some(({ dynamic }) => dynamic))
    expect(late.map(({ path }) => path)).toEqual(LOADS_LATE)
  })
})

describe('the core is pure', () => {
  const core = sources.filter((source) => roomOf(source.path) === 'release')

  it.each([
    ['no clock', /\bDate\.now\b|\bnew Date\b|\bDate\(\)|\bperformance\.now\b|\bTemporal\.Now\b/],
    ['no chance', /\bMath\.random\b|\bcrypto\./],
    ['no process', /\bprocess\.(?!ts\b|md\b)\w|\bglobalThis\b|\bconsole\./],
    ['no world', /\bfetch\(|\bset(Timeout|Interval|Immediate)\(|\bimport\.meta\b/],
  ])('%s', (_, forbidden) => {
    expect(core.flatMap((source) => linesWith(source, forbidden))).toEqual([])
  })
})

describe('the process around us', () => {
  it('its environment is read in five places', () => {
    expect(filesWith(/\bprocess\.env\b|\benv\b.*= process$/m)).toEqual(READS_THE_ENVIRONMENT)
  })

  it('processes are started in one room and for signing, and never by a shell', () => {
    expect(filesWith(/^import (?!type\b).*'node:child_process'$/m)).toEqual(STARTS_PROCESSES)
    expect(filesWith(/\bshell: *(?:true|['"])|\bexec(?:File)?(?:Sync)? *[,}].*'node:child_process'/)).toEqual(
      [],
    )
  })

  it('nothing opens a connection of its own but the sandbox, the HTTP server, adapters and who starts processes: git alone talks to remotes', () => {
    const nets = /^node:(net|https?|http2|tls|dgram|dns)\b/
    const may = [
      'sandbox',
      'http',
      // Runs in a browser.
      'messages/page/script.ts',
      'processes',
      'http-client',
      'adapters/github',
      'adapters/slack',
      'adapters/registries',
    ]
    const outside = ourCode.filter(({ path }) => !isOurs(path, may))
    expect(outside.filter(({ imports }) => imports.some(({ of }) => nets.test(of)))).toEqual([])
    expect(filesWith(/\bfetch\(|\bnew (WebSocket|EventSource)\(/, outside)).toEqual([])
  })

  it('no text becomes a program, or a pattern but through re2js, which takes linear time', () => {
    expect(filesWith(/\beval\(|\bnew Function\(|'node:vm'/)).toEqual([])
    expect(filesWith(/\bRegExp\(/)).toEqual(PUTS_PATTERNS_TOGETHER)
  })
})

describe('the shape of files', () => {
  it(`no file is longer than ${LINES} lines, no test longer than ${TEST_LINES}`, () => {
    const cap = (path: string) => (path.startsWith('test/') ? TEST_LINES : LINES)
    const long = everything.filter(({ path, text }) => text.trimEnd().split('\n').length > cap(path))
    expect(long.map(({ path }) => path)).toEqual([])
  })

  it('no file and no folder has a name that says nothing', () => {
    const named = everything.filter(({ path }) =>
      path.split('/').some((part) => NAMES_THAT_SAY_NOTHING.test(part)),
    )
    expect(named.map(({ path }) => path)).toEqual([])
  })

  it('names are in kebab case', () => {
    const odd = everything.filter(({ path }) => !/^([a-z0-9-]+\/)*[a-z0-9-]+(\.[a-z]+)*\.ts$/.test(path))
    expect(odd.map(({ path }) => path)).toEqual([])
  })

  it('nothing is a default export but the Probot app, as Probot asks for it', () => {
    const defaults = everything.filter((source) => source.exports.includes('default'))
    expect(defaults.map(({ path }) => path)).toEqual(['src/index.ts'])
  })

  it('no finding of types or lint is silenced without a reason beside it', () => {
    const silenced = /@ts-(ignore|nocheck)|@ts-expect-error\s*$|biome-ignore[^:]*:?\s*$/m
    expect(
      filesWith(
        silenced,
        everything.filter(({ path }) => path !== 'test/architecture.test.ts'),
      ),
    ).toEqual([])
  })
})

describe('the docs', () => {
  it('have the rooms of this test (npm run docs)', () => {
    const page = read('docs/architecture.md')
    expect(insertRooms(page)).toBe(page)
  })

  it.each(['docs/architecture.md', 'docs/life-of-a-release.md', 'CONTEXT.md'])(
    '%s names files that exist',
    (page) => {
      const named = [...read(page).matchAll(/`((?:src|sandbox|test)\/[\w./-]+)`/g)].map(
        ([, path = '']) => path,
      )
      expect(named.filter((path) => !existsSync(new URL(path, ROOT)))).toEqual([])
    },
  )
})

describe('this test', () => {
  it('sees imports of every kind, and none in strings and comments', () => {
    const text = `
      import type { A } from './a.ts'
      import { type B, b } from "b"
      import 'c'
      type D = import('d').D
      // import 'no'
      const product = \`import { x } from 'no' \${await import('./e.ts')}\`
      const found = /import 'no'/.test('import "no"')
export type { F } from './f.ts'
export * from './g.ts'`
    expect(sourceOf('src/x/y.ts', text).imports.map(({ of }) => of)).toEqual([
      'src/x/a.ts',
      'b',
      'c',
      'd',
      'src/x/e.ts',
      'src/x/f.ts',
      'src/x/g.ts',
    ])
  })

  it('sees rings', () => {
    const ring = [
      sourceOf('src/a.ts', "import { b } from './b.ts'"),
      sourceOf('src/b.ts', "import type { C } from './c/c.ts'"),
      sourceOf('src/c/c.ts', "import { a } from '../a.ts'"),
    ]
    expect(ringsOf(ring)).toEqual(['src/a.ts -> src/b.ts -> src/c/c.ts -> src/a.ts'])
    expect(ringsOf(ring.slice(1))).toEqual([])
  })
})

function linesWith({ path, text }: Source, pattern: RegExp): string[] {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : []))
}

function filesWith(pattern: RegExp, among: readonly Source[] = ourCode): string[] {
  return among.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
}

function read(page: string): string {
  return readFileSync(new URL(page, ROOT), 'utf8')
}
