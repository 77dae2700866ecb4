import { ROLLOUT } from './house-rollout.ts'
import { RUNTIME } from './house-runtime.ts'

/** A folder of the code, or a single file of it: what it is for, and what it may import. */
export interface Room {
  /** One sentence for people, which docs/architecture.md shows. */
  readonly is: string
  /** Other folders or files below src/, and `sandbox`. */
  readonly ours: readonly string[]
  /** Packages, and Node's own modules. */
  readonly packages: readonly string[]
}

const MARKDOWN_PACKAGES = ['mdast-util-from-markdown', 'mdast-util-gfm', 'micromark-extension-gfm']

/**
 * Every room and its arrows, which point one way only. The deepest room that holds a file decides for it, so that
 * `runtime/record` has rules of its own and `runtime/run.ts` has those of `runtime`.
 */
export const HOUSE: Readonly<Record<string, Room>> = {
  release: {
    is: 'The rules of a release, pure: the same input gives the same answer. Time enters as data.',
    ours: [],
    packages: ['semver', 'zod', 're2js', 'temporal-polyfill', 'ae-cvss-calculator'],
  },
  git: {
    is: 'The git engine: run git, read a repository, lock a file. Knows git, not GitHub.',
    ours: ['release', 'git/objects', 'processes'],
    packages: ['node:*'],
  },
  'git/objects': {
    is: 'Objects: read and write them, attributes, the quarantine of a clone, values kept by content.',
    ours: ['release', 'git/run-git.ts', 'git/repository.ts', 'processes'],
    packages: ['node:*'],
  },
  'git/candidates': {
    is: 'What came to main since the fork, grouped into candidates, without what the line already has.',
    ours: ['release', 'git/objects', 'git/picks', 'git/remotes', 'git/run-git.ts', 'git/stream-git.ts'],
    packages: ['node:*'],
  },
  'git/picks': {
    is: 'Picks without a work tree: merge trees, conflicts, dependencies, the commits of a branch.',
    ours: ['release', 'git/objects', 'git/run-git.ts', 'processes'],
    packages: ['node:*', 'zod'],
  },
  'git/refs': {
    is: 'Tags and branches of a repository: read them, and install new ones in one transaction.',
    ours: [
      'release',
      'git/objects',
      'git/remotes',
      'git/repository.ts',
      'git/run-git.ts',
      'git/stream-git.ts',
    ],
    packages: [],
  },
  'git/remotes': {
    is: 'Remotes: URLs without their secrets, mirrors, push, and what a failed call means.',
    ours: ['release', 'git/release-refs.ts', 'git/repository.ts', 'git/run-git.ts', 'git/file-lock.ts'],
    packages: ['node:*'],
  },
  'git/signing': {
    is: 'Signs tags and commits with GPG or SSH keys, and verifies them.',
    ours: ['release', 'git/objects', 'git/run-git.ts', 'processes'],
    packages: ['node:*'],
  },
  'git/bump': {
    is: 'Raises the version in the files that the policy names, byte by byte.',
    ours: ['release', 'git/objects', 'git/run-git.ts'],
    packages: ['yaml', 're2js'],
  },
  processes: {
    is: 'Starts processes, by means of a small one where there are many. Knows no program.',
    ours: [],
    packages: ['node:*'],
  },
  config: {
    is: '`.github/release-captain.yml` → the policy in force, or every mistake in it.',
    ours: ['release'],
    packages: ['yaml', 'leven'],
  },
  messages: {
    is: 'Everything that people read, as text for its medium: comments, checks, Slack, Discord, notes.',
    ours: ['release', 'charts'],
    packages: ['liquidjs', 'mdast', 'd3-scale', 'd3-shape', ...MARKDOWN_PACKAGES],
  },
  charts: {
    is: 'Draws charts as PNG pictures.',
    ours: [],
    packages: ['d3-scale', 'fast-png'],
  },
  chatops: {
    is: 'What people say in comments and chats → requests, as data; and what may be said.',
    ours: ['release'],
    packages: ['leven', ...MARKDOWN_PACKAGES],
  },
  demo: {
    is: 'A small product with a history, to try a release on.',
    ours: ['release', 'git', 'processes'],
    packages: ['node:*'],
  },
  cli: {
    is: 'The command line: grammar, screens, documents. It asks an `Engine` for its work.',
    ours: ['release', 'messages', 'git/remotes/remote-url.ts'],
    packages: ['node:fs/promises', 'node:util', 'commander', 'string-width', 'zod', 'package.json'],
  },
  planner: {
    is: 'Plans, builds and tags on a clone or a mirror: one engine for the command line and the App.',
    ours: ['release', 'git', 'config', 'messages', 'demo', 'cli/engine.ts'],
    packages: ['node:*', 'yaml', 'leven'],
  },
  store: {
    is: 'The record: one store over PGlite in a folder, or a PostgreSQL server.',
    ours: ['release', 'store'],
    packages: ['node:*', 'kysely', 'pg', 'pg-boss'],
  },
  'store/events': {
    is: 'Appends and reads the events of releases, and lists releases.',
    ours: ['store/jobs', 'store/pool-driver.ts', 'store/transaction.ts'],
    packages: ['kysely', 'zod'],
  },
  'store/jobs': {
    is: 'Jobs and outbox: the queue, lanes, heartbeats, retries, dead letters.',
    ours: ['store/pool-driver.ts', 'store/store.ts', 'store/tables.ts', 'store/transaction.ts', 'tracing'],
    packages: ['node:*', 'kysely', 'pg-boss', 'zod'],
  },
  'store/inbox': {
    is: 'Deliveries as they came in, stored once, and pruned when they are old.',
    ours: ['store/jobs', 'store/transaction.ts'],
    packages: ['node:*', 'kysely'],
  },
  'store/environments': {
    is: 'What the releases of a repository share: events of its environments, gates, and mails that were begun.',
    ours: ['store/transaction.ts'],
    packages: ['kysely', 'zod'],
  },
  'store/outside': {
    is: 'Tokens of the API; cursors and log of outgoing webhooks.',
    ours: ['store/transaction.ts'],
    packages: ['kysely'],
  },
  'store/calendars': {
    is: 'What happened to the calendar of each repository.',
    ours: ['store/transaction.ts'],
    packages: ['kysely', 'zod'],
  },
  'store/links': {
    is: 'Links between chat users and GitHub users, and where messages of ours stand.',
    ours: ['store/transaction.ts'],
    packages: [],
  },
  'store/pglite': {
    is: 'PGlite in a data folder, in a thread of its own.',
    ours: ['release', 'store/jobs', 'store/database.ts', 'store/pool-driver.ts', 'store/tables.ts'],
    packages: ['node:*', '@electric-sql/pglite', 'kysely', 'pg', 'pg-boss', 'zod'],
  },
  'store/postgres': {
    is: 'A PostgreSQL server, and what of it can be asked from outside.',
    ours: ['release', 'store/jobs', 'store/database.ts', 'store/pool-driver.ts', 'store/tables.ts'],
    packages: ['kysely', 'pg', 'zod'],
  },
  'store/migrations': {
    is: 'The schema, step by step.',
    ours: ['release', 'store/tables.ts'],
    packages: ['kysely'],
  },
  ...RUNTIME,
  ...ROLLOUT,
  'adapters/git': {
    is: 'What the runtime needs of git, on mirrors, by the code of the command line.',
    ours: ['runtime/ports', 'release', 'git', 'messages', 'planner'],
    packages: [],
  },
  'adapters/github': {
    is: 'What the runtime needs of GitHub, on its API: calls, limits, refusals, one client for each repository.',
    ours: ['runtime/ports', 'release'],
    packages: ['node:crypto', 'node:timers/promises', '@octokit/rest', '@octokit/auth-app', 'zod'],
  },
  'adapters/slack': {
    is: 'What the runtime needs of Slack, on its API; what people do there, by Bolt.',
    ours: ['runtime/ports', 'release', 'messages/slack/format/blocks.ts'],
    packages: ['node:timers/promises', '@slack/bolt', '@slack/web-api', 'zod'],
  },
  'adapters/discord': {
    is: 'What the runtime needs of Discord, on its REST API; what people ask there, by its gateway.',
    ours: [
      ...['runtime/ports', 'release', 'messages/discord/answer.ts', 'messages/discord/commands.ts'],
      ...['messages/discord/embed.ts', 'messages/discord/mark.ts'],
    ],
    packages: ['node:crypto', 'node:timers/promises', 'discord.js', 'zod'],
  },
  'adapters/registries': {
    is: 'Where artifacts are that GitHub does not keep, asked without an account.',
    ours: ['runtime/ports', 'release'],
    packages: ['node:crypto', 'node:dns/promises', 'node:http', 'node:https', 'node:net', 'zod'],
  },
  tracing: {
    is: 'What runs in which trace, and how it is told; it sends nothing itself.',
    ours: [],
    packages: ['node:async_hooks'],
  },
  'adapters/otlp': {
    is: 'Sends traces to a collector, by OpenTelemetry’s SDK.',
    ours: ['tracing'],
    packages: [
      '@opentelemetry/api',
      '@opentelemetry/exporter-trace-otlp-http',
      '@opentelemetry/resources',
      '@opentelemetry/sdk-trace',
    ],
  },
  logging: { is: 'What the program logs, without secrets.', ours: [], packages: ['pino', 'pino-pretty'] },
  'index.ts': {
    is: 'The Probot app: registers one handler for each webhook event.',
    ours: ['runtime/handlers', 'settings/probot-run.ts'],
    packages: ['probot'],
  },
  'github-app.ts': {
    is: 'The permissions and events of the App, with their reasons.',
    ours: [],
    packages: [],
  },
  'github-url.ts': {
    is: 'Where GitHub is: github.com, or a server of the customer.',
    ours: ['settings'],
    packages: [],
  },
  page: {
    is: 'The pages for people: sign-in, sessions, views, buttons; and the read API.',
    ours: ['release', 'store', 'messages', 'charts', 'chatops', 'http', 'runtime'],
    packages: ['node:*', 'hono', 'ical-generator', 'zod'],
  },
  http: {
    is: 'The HTTP server: webhooks, OAuth callback, setup, health, metrics.',
    ours: ['release', 'store', 'logging', 'tracing', 'github-app.ts', 'github-url.ts'],
    packages: ['node:*', 'prom-client', 'zod', 'hono', '@octokit/webhooks', '@octokit/rest'],
  },
  settings: {
    is: 'The environment → how the program is to run, or every mistake in it.',
    ours: ['release', 'github-url.ts', 'http/webhooks/github/verify-signature.ts'],
    packages: ['node:*', 'yaml', 'zod'],
  },
  'settings.ts': {
    is: 'All settings together.',
    ours: [
      'settings',
      'github-url.ts',
      'git/signing/signing-key.ts',
      'logging/level.ts',
      'store/store-location.ts',
      'http/webhooks/github/verify-signature.ts',
    ],
    packages: ['node:*'],
  },
  app: {
    is: 'Puts the App and the sandbox together; no logic.',
    ours: [
      ...[
        'index.ts',
        'adapters',
        'runtime',
        'store',
        'http',
        'page',
        'settings',
        'settings.ts',
        'github-app.ts',
        'github-url.ts',
        'logging',
        'tracing',
      ],
      ...['sandbox', 'demo', 'git/signing', 'git/refs/tracked-files.ts'],
      ...['cli/engine.ts', 'cli/program.ts'],
      ...['planner/doctor/check.ts', 'planner/workspace/cache-folder.ts', 'planner/facts/look-up.ts'],
      ...['messages', 'release', 'processes'],
    ],
    packages: [
      ...['node:fs', 'node:fs/promises', 'node:os', 'node:path', 'yaml', 'zod', 'package.json'],
      ...['probot', '@octokit/rest', 'pino', 'smee-client'],
    ],
  },
  'main.ts': {
    is: 'Reads arguments, environment and clock, and hands them to the command line, its engine and the program.',
    ours: ['cli/run.ts', 'planner/local-engine.ts', 'app/program.ts', 'app/look-up-facts.ts'],
    packages: ['node:*'],
  },
  sandbox: { is: "The sandbox's own clock.", ours: [], packages: [] },
  'sandbox/github': {
    is: 'A GitHub on this machine with real git behind it. It shares nothing with what it stands in for.',
    ours: ['processes'],
    packages: ['node:*', 'zod', 'graphql'],
  },
  'sandbox/slack': {
    is: "A Slack on this machine: emulate's, with what that lacks, and a driver for what people do there.",
    ours: ['sandbox/github'],
    packages: ['node:*', 'zod', 'emulate'],
  },
  'sandbox/discord': {
    is: 'A Discord on this machine: the calls of its REST API that we make, with its limits and permissions; its gateway.',
    ours: [],
    packages: ['node:*', 'zod', 'ws'],
  },
  'sandbox/playground': {
    is: 'The page on which people play with the sandbox, its guided tour, the people and CI of its product.',
    ours: ['sandbox'],
    packages: ['node:*', 'zod', 'mdast', ...MARKDOWN_PACKAGES],
  },
}

/** The deepest room that holds a file. Paths begin at the project's folder. */
export function roomOf(path: string): string {
  const below = path.replace(/^src\//, '')
  const holding = Object.keys(HOUSE).filter((room) => below === room || below.startsWith(`${room}/`))
  return holding.sort((one, other) => other.length - one.length)[0] ?? below.split('/')[0] ?? below
}

/** Whether a file is in one of these rooms, or is one of them. */
export function isOurs(path: string, rooms: readonly string[]): boolean {
  const below = path.replace(/^src\//, '')
  return path !== below || path.startsWith('sandbox/')
    ? rooms.some((room) => below === room || below.startsWith(`${room}/`))
    : false
}

/** Whether an import is of one of these packages. */
export function isPackage(of: string, packages: readonly string[]): boolean {
  return packages.some(
    (one) => of === one || of.startsWith(`${one}/`) || (one === 'node:*' && of.startsWith('node:')),
  )
}
