import type { Engine } from '../../src/cli/engine.ts'
import type { ExitCode } from '../../src/cli/exit-codes.ts'
import type { Program } from '../../src/cli/program.ts'
import { type CliContext, runCli } from '../../src/cli/run.ts'
import { NOW } from './changes.ts'
import {
  ADVISORY_REPORT,
  ALERT_RULES_REPORT,
  BUILD_REPORT,
  BUMP_REPORT,
  CONFIG_REPORT,
  DEMO_REPORT,
  DOCTOR_REPORT,
  EXPLAIN_REPORT,
  FACTS_REPORT,
  INIT_REPORT,
  NOTES_REPORT,
  PLAN_REPORT,
  SIMULATE_REPORT,
} from './reports.ts'

/** What a person would see of one call. */
export interface Seen {
  readonly exitCode: ExitCode
  readonly stdout: string
  readonly stderr: string
  /** Which part of the engine was asked, and with what. */
  readonly asked: readonly { readonly what: string; readonly request: unknown }[]
}

export interface Setting extends Partial<Omit<CliContext, 'argv' | 'stdout' | 'stderr' | 'engine'>> {
  readonly engine?: Partial<Engine>
}

/** Types a line behind `release-captain` into an 80-column terminal without colour. */
export async function type(line: string | readonly string[], setting: Setting = {}): Promise<Seen> {
  const argv = typeof line === 'string' ? line.split(' ').filter((word) => word !== '') : line
  const out = { stdout: '', stderr: '' }
  const asked: { what: string; request: unknown }[] = []
  const { engine, ...world } = setting
  const exitCode = await runCli({
    env: {},
    isTTY: { stdout: false, stderr: false },
    columns: 80,
    now: () => NOW * 1000,
    ...world,
    argv,
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    engine: async () => fakeEngine(asked, engine),
    program: world.program ?? shortProgram,
  })
  return { exitCode, ...out, asked }
}

/** What is started, and ends at once. */
async function shortProgram(): Promise<Program> {
  return {
    start: async () => ({
      kind: 'sandbox',
      url: 'http://127.0.0.1:3000/',
      promise: 'The record goes with it.',
      ended: Promise.resolve(),
    }),
    setup: async ({ folder }) => ({
      url: 'http://127.0.0.1:40123/Zm9yIHlvdSBhbG9uZQ',
      done: Promise.resolve({
        name: 'Captain of Godel',
        settingsFile: `${folder}/.env`,
        keyFile: `${folder}/release-captain.private-key.pem`,
        installAt: 'https://github.com/apps/captain-of-godel/installations/new',
      }),
    }),
    doctor: async () => null,
    jobs: async () => ({ retried: null, failed: [] }),
    importReleases: async ({ repository }) => ({
      repository,
      imported: [IMPORTED_VERSION],
      known: ['v2.0.0'],
    }),
    tokens: async ({ action }) => ({
      made: action === 'create' ? 'rct_secret' : null,
      tokens: [
        { id: 3, name: 'reporting', githubLogin: 'ada', createdAt: 1_770_681_600, expiresAt: 1_778_457_600 },
      ],
    }),
  }
}

const IMPORTED_VERSION = {
  ...{ version: 'v2.0.1', line: '2.0', publishedAt: 1_770_681_600, source: 'github-release' as const },
  ...{ changes: 4, pullRequests: 3, reported: 2 },
}

/** A person without an App: nothing is started, and the doctor has nobody to ask of it. */
export async function noProgram(): Promise<Program> {
  const none = () => Promise.reject(new Error('This command starts nothing.'))
  return {
    start: none,
    setup: none,
    doctor: async () => null,
    jobs: none,
    importReleases: none,
    tokens: none,
  }
}

function fakeEngine(asked: { what: string; request: unknown }[], instead: Partial<Engine> = {}): Engine {
  const answer =
    <Report>(what: string, report: Report) =>
    async (request: unknown): Promise<Report> => {
      asked.push({ what, request })
      return report
    }
  return {
    plan: answer('plan', PLAN_REPORT),
    explain: answer('explain', EXPLAIN_REPORT),
    build: answer('build', BUILD_REPORT),
    notes: answer('notes', NOTES_REPORT),
    bump: answer('bump', BUMP_REPORT),
    config: answer('config', CONFIG_REPORT),
    advisory: answer('advisory', ADVISORY_REPORT),
    alertRules: answer('alertRules', ALERT_RULES_REPORT),
    doctor: answer('doctor', DOCTOR_REPORT),
    demo: answer('demo', DEMO_REPORT),
    facts: answer('facts', FACTS_REPORT),
    init: answer('init', INIT_REPORT),
    simulate: answer('simulate', SIMULATE_REPORT),
    ...instead,
  }
}
