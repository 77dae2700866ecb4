import type { DoctorCheck } from '../cli/engine.ts'
import type { DoctorWanted, Program, Running, SetupOpen, SetupWanted, StartWanted } from '../cli/program.ts'
import { isTracked } from '../git/refs/tracked-files.ts'
import { readGitHubUrl } from '../github-url.ts'
import { fail } from '../planner/doctor/check.ts'
import { Refused } from '../release/refusal.ts'
import type { Environment } from '../settings/environment.ts'
import { isMistake, refuseSettings, type SettingMistake } from '../settings/mistake.ts'
import { addSettingsFile } from '../settings/settings-file.ts'
import { readWebhookPath } from '../settings/webhook-endpoint.ts'
import { readSettings, type Settings } from '../settings.ts'

import type { OperatedApp } from './operator/operated-app.ts'

/** The world of a program that runs until it is stopped. */
export interface ProgramContext {
  readonly env: Environment
  /** Where the file `.env` may be. */
  readonly folder: string
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
  /** Resolves when somebody asks for the end; who calls it says that the end is not to come at once. */
  readonly ending: () => Promise<void>
  /** Ends the process at once, as one that failed: nothing can be put away any more. */
  readonly die: () => void
}

/** How long work that is under way may take when the program is to end; a container gets 30 seconds as a rule. */
const DRAIN_MS = 20_000

/** The program that the command line starts. What each part needs is loaded with it: the record takes its time. */
export function createProgram(deps: ProgramContext): Program {
  return {
    start: (wanted) => start(deps, wanted),
    setup: (wanted) => setup(deps, wanted),
    doctor: (wanted) => runDoctor(deps, wanted),
    jobs: async (wanted) => {
      const { runJobsCommand } = await import('./operator/failed-jobs.ts')
      return runOperator(deps, wanted, ({ place }) => runJobsCommand(place, wanted))
    },
    importReleases: async (wanted) => {
      const { runImport } = await import('./operator/import-history.ts')
      return runOperator(deps, wanted, runImport)
    },
    tokens: async (wanted) => {
      const { runTokensCommand } = await import('./operator/api-tokens.ts')
      return runOperator(deps, wanted, runTokensCommand)
    },
  }
}

async function start(deps: ProgramContext, wanted: StartWanted): Promise<Running> {
  const settings = await loadSettings(deps, wanted)
  return settings.kind === 'app' ? runApp(deps, settings) : runSandbox(deps, settings)
}

async function loadSettings(
  { env, folder }: ProgramContext,
  { port, sandbox }: StartWanted,
): Promise<Settings> {
  const read = readSettings(sandbox ? env : await addSettingsFile(env, folder, isTracked))
  if (read.kind === 'wrong') throw new Refused(refuseSettings(read.mistakes))

  const settings = { ...read.settings, ...(port === null ? {} : { port }) }
  return sandbox ? { ...settings, kind: 'sandbox', place: null } : settings
}

async function runApp(deps: ProgramContext, settings: Extract<Settings, { kind: 'app' }>): Promise<Running> {
  const { startApp } = await import('./open-app.ts')
  const logs = await openLogOutput(deps.stdout, settings.logFormat)
  const app = await startApp({ ...settings, now: createSecondsClock(deps), isRealTime: true, logs })
  void app.lost.then(deps.die)
  // Not before: until then there is nothing to put away, and whoever asks for the end gets it at once.
  const ended = deps.ending().then(() => app.stop(DRAIN_MS))
  return { kind: 'app', url: app.url, promise: app.promise, ended }
}

/** Where lines of the log go; what makes them pretty is loaded only where someone asked for it. */
async function openLogOutput(
  out: ProgramContext['stdout'],
  format: Settings['logFormat'],
): Promise<ProgramContext['stdout']> {
  if (format === 'json') return out
  const { prettify } = await import('../logging/pretty.ts')
  return { write: (line) => out.write(prettify(line)) }
}

/** Somebody plays: what the log says is for them only where something is wrong. */
async function runSandbox(
  deps: ProgramContext,
  settings: Extract<Settings, { kind: 'sandbox' }>,
): Promise<Running> {
  const { startSandbox } = await import('./open-sandbox.ts')
  const sandbox = await startSandbox({
    ...settings,
    logLevel: settings.logLevel === 'info' ? 'warn' : settings.logLevel,
    now: deps.now(),
    logs: await openLogOutput(deps.stderr, settings.logFormat),
  })
  void sandbox.app.lost.then(deps.die)
  const ended = deps.ending().then(() => sandbox.stop())
  return { kind: 'sandbox', url: sandbox.url, promise: sandbox.app.promise, ended }
}

async function setup({ env }: ProgramContext, wanted: SetupWanted): Promise<SetupOpen> {
  const { openSetup } = await import('../http/setup/setup.ts')
  const { WEBHOOK_PATH } = await import('../http/routes.ts')
  const github = readGitHubUrl(env)
  const path = readWebhookPath(env)
  if (isMistake(github) || isMistake(path))
    throw new Refused(refuseSettings([github, path].filter(isMistake)))

  const { organization, publicUrl, folder } = wanted
  const open = await openSetup({
    github,
    organization,
    name: suggestName(organization),
    webhookUrl: toWebhookUrl(publicUrl, path ?? WEBHOOK_PATH),
    folder,
  })
  const told = open.done.then(({ name, env: settingsFile, key: keyFile, installAt }) => ({
    name,
    settingsFile,
    keyFile,
    installAt,
  }))
  const done = told.finally(open.close)
  // Whoever shows the page first listens a little later.
  done.catch(() => undefined)
  return { url: open.url, done }
}

/** GitHub takes no longer names, and no App may have the name of another. */
const LONGEST_NAME = 34

function suggestName(organization: string | null): string {
  return organization === null
    ? 'Release Captain'
    : `Release Captain of ${organization}`.slice(0, LONGEST_NAME)
}

/** A relay (https://smee.io/…) has an address of its own; a host has ours. */
function toWebhookUrl(publicUrl: string, path: string): string {
  return URL.canParse(publicUrl) && new URL(publicUrl).pathname === '/'
    ? new URL(path, publicUrl).href
    : publicUrl
}

async function runDoctor(
  deps: ProgramContext,
  { onProgress }: DoctorWanted,
): Promise<readonly DoctorCheck[] | null> {
  const read = await loadSettingsSeen(deps)
  if (read.kind === 'wrong') return read.mistakes.map(toDoctorCheck)
  if (read.settings.kind === 'sandbox') return null

  const { examineApp } = await import('./doctor/run-doctor.ts')
  return examineApp({ settings: read.settings, now: createSecondsClock(deps), onProgress })
}

async function runOperator<Wanted, Report>(
  deps: ProgramContext,
  wanted: Wanted,
  work: (app: OperatedApp, wanted: Wanted) => Promise<Report>,
): Promise<Report> {
  const read = readSettings(await addSettingsFile(deps.env, deps.folder, isTracked))
  if (read.kind === 'wrong') throw new Refused(refuseSettings(read.mistakes))
  if (read.settings.kind === 'sandbox')
    throw new Refused({
      kind: 'usage',
      what: 'The App has no settings here, so it has no record.',
      next: "Run it with the App's environment, or in the folder of its .env.",
    })
  return work({ ...read.settings, now: createSecondsClock(deps) }, wanted)
}

/** A file that is not read is told as any other mistake. */
async function loadSettingsSeen({ env, folder }: ProgramContext): Promise<ReturnType<typeof readSettings>> {
  try {
    return readSettings(await addSettingsFile(env, folder, isTracked))
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { what, next } = error.refusal
    return { kind: 'wrong', mistakes: [{ kind: 'mistake', setting: '', what, next }] }
  }
}

function toDoctorCheck({ setting, what, next }: SettingMistake): DoctorCheck {
  return { name: 'settings', ...fail(`${setting} ${what}`.trim(), next) }
}

function createSecondsClock({ now }: ProgramContext): () => number {
  return () => Math.floor(now() / 1000)
}
