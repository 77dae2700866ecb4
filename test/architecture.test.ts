import { describe, expect, it } from 'vitest'
import { ringsOf, type Source, sourceOf, sourcesBelow } from './sources.ts'

/**
 * The house: what each folder of src/ is for, and whom it may import. Arrows point one way only:
 * main -> local -> (demo, git, config, messages) -> release, and cli -> (messages, release, and how a URL is shown
 * without its credentials).
 * docs/architecture.md tells the same with reasons.
 */
const HOUSE: Readonly<Record<string, Room>> = {
  // The rules of a release, pure: the same input, the same answer. Time enters as data.
  release: { ours: [], packages: ['semver', 'zod', 're2js', 'temporal-polyfill', 'ae-cvss-calculator'] },
  // The engine: objects, candidates, picks, bumps, tags, mirrors. Knows git, not GitHub.
  git: { ours: ['release', 'spawning'], packages: ['node:*', 'zod', 'yaml', 're2js'] },
  // Starts processes, by means of a small one where there are many. Knows no program.
  spawning: { ours: [], packages: ['node:*'] },
  // .github/release-captain.yml -> the policy in force, or every mistake in it.
  config: { ours: ['release'], packages: ['yaml', 'leven'] },
  // What was planned -> text for people, escaped for its medium.
  messages: {
    ours: ['release'],
    packages: ['liquidjs', 'mdast', 'mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm'],
  },
  // What people say in comments -> requests, as data; and what may be said.
  chatops: {
    ours: ['release'],
    packages: ['leven', 'mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm'],
  },
  // A small product with a history, to try a release on.
  demo: { ours: ['release', 'git', 'spawning'], packages: ['node:*'] },
  // A local GitHub with real git behind it, to test and play against. It shares nothing with what it stands in for.
  sandbox: {
    ours: ['spawning'],
    packages: [
      ...['node:*', 'zod', 'graphql', 'emulate'],
      ...['mdast', 'mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm'],
    ],
  },
  // The command line: grammar, screens, documents. What it needs done it asks of an `Engine`.
  cli: {
    ours: ['release', 'messages', 'git/remote-url.ts'],
    packages: ['node:fs/promises', 'node:util', 'commander', 'string-width', 'zod', 'package.json'],
  },
  // That engine, on a clone of the person's own or a mirror.
  local: {
    ours: ['release', 'git', 'config', 'messages', 'demo', 'cli/engine.ts'],
    packages: ['node:*', 'yaml', 'leven'],
  },
  // The record: events, releases, and the work that follows from them; PGlite in a folder, or a PostgreSQL server.
  store: {
    ours: ['release'],
    packages: ['node:*', 'kysely', 'pg', 'pg-boss', '@electric-sql/pglite', 'zod'],
  },
  // What the runtime needs of git, on mirrors: by the same code as the command line's.
  'adapters/git': {
    ours: ['runtime/ports', 'release', 'git', 'messages', 'local'],
    packages: [],
  },
  // What the runtime needs of GitHub, on its API.
  'adapters/github': {
    ours: ['runtime/ports', 'release'],
    packages: ['node:crypto', 'node:timers/promises', '@octokit/rest', '@octokit/auth-app', 'zod'],
  },
  // What the runtime needs of Slack, on its API; what people do there, by Bolt.
  'adapters/slack': {
    ours: ['runtime/ports', 'release', 'messages/slack/blocks.ts'],
    packages: ['node:timers/promises', '@slack/bolt', '@slack/web-api', 'zod'],
  },
  // What the runtime needs of Discord, on its REST API.
  'adapters/discord': {
    ours: ['runtime/ports', 'release', 'messages/discord/embed.ts', 'messages/discord/mark.ts'],
    packages: ['node:crypto', 'discord.js', 'zod'],
  },
  // Where artifacts are that GitHub does not keep, asked without an account.
  'adapters/registries': {
    ours: ['runtime/ports', 'release'],
    packages: ['node:crypto', 'node:dns/promises', 'node:http', 'node:https', 'node:net', 'zod'],
  },
  // Metrics, on Prometheus's HTTP API.
  'adapters/prometheus': { ours: ['runtime/ports', 'release', 'http-client'], packages: ['zod'] },
  // One configured server over HTTP: bounded in time and size, never led to another host.
  'http-client': { ours: [], packages: [] },
  // What the program tells whoever runs it, without secrets.
  logging: { ours: [], packages: ['pino'] },
  // The Probot app: registers the handlers.
  'index.ts': { ours: ['runtime/handlers'], packages: ['probot'] },
  // What the App asks of whoever installs it.
  'github-app.ts': { ours: [], packages: [] },
  // HTTP: deliveries in; whether we live, are ready, and how it goes; the page on which an App is made.
  web: {
    ours: ['release', 'store', 'logging', 'github-app.ts', 'settings/github-url.ts'],
    packages: ['node:*', 'prom-client', 'zod', '@octokit/webhooks'],
  },
  // The environment -> how the program is to run, or every mistake in it.
  settings: { ours: ['release', 'web/signature.ts'], packages: ['node:*'] },
  'settings.ts': {
    ours: ['settings', 'git/signing/key.ts', 'logging/level.ts', 'store/place.ts', 'web/signature.ts'],
    packages: ['node:*'],
  },
  // Load, decide, append and enqueue in one transaction; perform effects; compare with what GitHub shows.
  runtime: {
    ours: ['release', 'store', 'messages', 'chatops'],
    packages: ['node:crypto', 'node:async_hooks', 'zod', 'probot', '@octokit/webhooks'],
  },
  // Puts the App and the sandbox together; no logic.
  app: {
    ours: [
      ...[
        'index.ts',
        'adapters',
        'runtime',
        'store',
        'web',
        'settings',
        'settings.ts',
        'github-app.ts',
        'logging',
      ],
      ...['sandbox', 'demo', 'git/signing', 'git/signing.ts', 'git/tracked.ts'],
      ...['cli/engine.ts', 'cli/program.ts'],
      ...['local/checking.ts', 'local/cache-folder.ts', 'messages', 'release'],
    ],
    packages: [
      ...['node:fs', 'node:fs/promises', 'node:os', 'node:path', 'yaml', 'zod', 'package.json'],
      ...['probot', '@octokit/rest', 'pino'],
    ],
  },
  // Reads arguments, environment and clock, and hands them to the command line, its engine and the program.
  'main.ts': { ours: ['cli/run.ts', 'local/engine.ts', 'app/program.ts'], packages: ['node:*'] },
}

interface Room {
  /** Other folders of src/, or single files of them. */
  readonly ours: readonly string[]
  /** Packages, and Node's own modules. */
  readonly packages: readonly string[]
}

/** Who may touch the process around us: the start, and where git's and the signing programs' own environment is made. */
const READS_THE_ENVIRONMENT = [
  'src/git/run-git.ts',
  'src/git/signing/run-program.ts',
  'src/main.ts',
  'sandbox/github/git/run.ts',
]
const STARTS_PROCESSES = [
  'src/git/signing/run-program.ts',
  'src/processes/fork-launcher.ts',
  'src/processes/spawn.ts',
  'src/processes/launcher.ts',
]
/** Patterns put together from our own constants, and in the first from a canonical version besides. */
const PUTS_PATTERNS_TOGETHER = ['src/git/bump/image-tags.ts', 'src/release/changes/pull-request-messages.ts']
const LINES = 300
/** Whole screens stand in tests as inline snapshots. */
const TEST_LINES = 350
const NAMES_THAT_SAY_NOTHING =
  /^(utils?|helpers?|commons?|misc|shared|managers?|services?|base|core|types?)(\.|$)/

const sources = sourcesBelow('src')
/** Less the files of the demo product, which are texts here. */
const ourCode = sources.filter(({ path }) => !/^src\/demo\/(changes|product)\//.test(path))
const everything = ['src', 'test', 'bench', 'scripts'].flatMap(sourcesBelow)

describe('who may import whom', () => {
  it('every folder of src/ has its room in the house', () => {
    expect([...new Set(sources.map(roomOf))].sort()).toEqual(Object.keys(HOUSE).sort())
  })

  it.each(Object.entries(HOUSE))('%s imports what it may, packages included', (room, { ours, packages }) => {
    const own = sources.filter((source) => roomOf(source) === room)
    const broken = own.flatMap(({ path, imports }) =>
      imports
        .filter(({ of }) => !isOurs(of, [room, ...ours]) && !isPackage(of, packages))
        .map(({ of }) => `${path} imports ${of}`),
    )
    expect(broken).toEqual([])
  })

  it.each(Object.entries(HOUSE))(
    '%s has leave for nothing that it does not use',
    (room, { ours, packages }) => {
      const used = sources.filter((source) => roomOf(source) === room).flatMap(({ imports }) => imports)
      const unused = [
        ...ours.filter((one) => !used.some(({ of }) => isOurs(of, [one]))),
        ...packages.filter((one) => !used.some(({ of }) => isPackage(of, [one]))),
      ]
      expect(unused).toEqual([])
    },
  )

  it('local takes only types from the command line, so that the two can be told apart', () => {
    const local = sources.filter((source) => roomOf(source) === 'local')
    expect(filesWith(/^import (?!type\b)[^']*'[./]*cli\/engine\.ts'$/m, local)).toEqual([])
  })

  it('nothing is imported in a ring', () => {
    expect(ringsOf(sources)).toEqual([])
  })

  it('only the start of the program loads something late', () => {
    const late = sources.filter(({ imports }) => imports.some(({ dynamic }) => dynamic))
    expect(late.map(({ path }) => path)).toEqual([
      'src/app/open-chats.ts',
      'src/app/program.ts',
      'src/main.ts',
    ])
  })
})

describe('the core is pure', () => {
  const core = sources.filter((source) => roomOf(source) === 'release')

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
  it('its environment is read in four places', () => {
    expect(filesWith(/\bprocess\.env\b|\benv\b.*= process$/m)).toEqual(READS_THE_ENVIRONMENT)
  })

  it('processes are started in one room and for signing, and never by a shell', () => {
    expect(filesWith(/^import (?!type\b).*'node:child_process'$/m)).toEqual(STARTS_PROCESSES)
    expect(filesWith(/\bshell: *(?:true|['"])|\bexec(?:File)?(?:Sync)? *[,}].*'node:child_process'/)).toEqual(
      [],
    )
  })

  it('nothing opens a connection of its own but the sandbox, the door, adapters and who starts processes: git alone talks to remotes', () => {
    const nets = /^node:(net|https?|http2|tls|dgram|dns)\b/
    const may = [
      'sandbox',
      'web',
      'spawning',
      'http-client',
      'adapters/github',
      'adapters/slack',
      'adapters/registries',
    ]
    const outside = ourCode.filter((source) => !may.includes(roomOf(source)))
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

/** Adapters never import one another: each is a room of its own. */
function roomOf({ path }: Source): string {
  const [, room = path, adapter] = path.split('/')
  return room === 'adapters' ? `${room}/${adapter}` : room
}

function isOurs(of: string, rooms: readonly string[]): boolean {
  return rooms.some((room) => of === `src/${room}` || of.startsWith(`src/${room}/`))
}

function isPackage(of: string, packages: readonly string[]): boolean {
  return packages.some(
    (one) => of === one || of.startsWith(`${one}/`) || (one === 'node:*' && of.startsWith('node:')),
  )
}

function linesWith({ path, text }: Source, pattern: RegExp): string[] {
  return text
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : []))
}

function filesWith(pattern: RegExp, among: readonly Source[] = ourCode): string[] {
  return among.filter(({ text }) => pattern.test(text)).map(({ path }) => path)
}
