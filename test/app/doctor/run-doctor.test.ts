import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { type Examined, examineApp } from '../../../src/app/doctor/run-doctor.ts'
import { createProgram } from '../../../src/app/program.ts'
import { createSandboxAppSettings } from '../../../src/app/sandbox-app.ts'
import type { DoctorCheck } from '../../../src/cli/engine.ts'
import { makeSshKey } from '../../../src/git/signing/make-key.ts'
import { APP_EVENTS } from '../../../src/github-app.ts'
import { WEBHOOK_PATH } from '../../../src/http/routes.ts'
import { noProgram, type } from '../../cli/world.ts'
import { openWorld, type SandboxWorld } from '../../sandbox/world.ts'

type AppSettings = Examined['settings']

/** As GitHub shows the App to itself: what comes unasked is no event that it subscribes to. */
const APP = { permissions: AS_INSTALLED.permissions, events: APP_EVENTS.map(({ name }) => name) }

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'app-doctor-'))
  folders.push(folder)
  return folder
}

/** A product with its first version, and an App that hears of it, all as it should be. */
async function installed(app: Parameters<typeof openWorld>[0] = {}): Promise<SandboxWorld> {
  const world = await openWorld({ app: APP, ...app })
  const { installed: own } = world.github.world
  own.webhookUrl = new URL(WEBHOOK_PATH, own.webhookUrl ?? '').href
  const ada = world.github.person('ada', { role: 'maintain' })
  await ada.pushes({ branch: 'main', message: 'feat: begin', files: { 'package.json': '{}\n' } })
  await ada.tags('v2.0.0', 'main')
  await world.github.deliveries.settled()
  return world
}

async function settingsOf({ github }: SandboxWorld, folder: string): Promise<AppSettings> {
  const key = join(folder, 'key')
  await makeSshKey(key)
  return {
    kind: 'app',
    host: '127.0.0.1',
    port: 0,
    logLevel: 'info',
    cacheDir: join(folder, 'cache'),
    signing: { format: 'ssh', key },
    metricsToken: null,
    tracing: null,
    place: { kind: 'folder', path: join(folder, 'record') },
    app: createSandboxAppSettings(github),
  }
}

/** What the doctor says, with settings that a test changes. */
async function examined(
  world: SandboxWorld,
  change: (settings: AppSettings, folder: string) => AppSettings = (settings) => settings,
  secondsOff = 0,
) {
  const folder = await freshFolder()
  const settings = change(await settingsOf(world, folder), folder)
  const checks = await examineApp({
    settings,
    now: () => Math.floor(world.now() / 1000) + secondsOff,
    onProgress: () => undefined,
  })
  const of = (name: string) => checks.find((one) => one.name === name)
  return { checks, of, screen: await screenOf(checks, { world, folder }) }
}

/** The part of the screen that is about the App. */
async function screenOf(
  checks: readonly DoctorCheck[],
  { world, folder }: { readonly world: SandboxWorld; readonly folder: string },
): Promise<string> {
  const plainly = (text: string) =>
    text
      .replaceAll(world.github.url, 'https://github.com')
      .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, 'https://captain.example')
      .replaceAll(folder, '/srv')
      .replaceAll(/SHA256:\S+?(?=[.,\s]|$)/g, 'SHA256:…')
  const program = async () => ({
    ...(await noProgram()),
    doctor: async () =>
      checks.map((one) => ({
        ...one,
        saw: plainly(one.saw),
        next: one.next === null ? null : plainly(one.next),
      })),
  })
  const { stdout } = await type('doctor', { program })
  return stdout.slice(stdout.indexOf('Checks of the App'))
}

describe("the App's doctor", () => {
  it('looks at everything that the App needs', async () => {
    const { screen } = await examined(await installed())
    expect(screen).toMatchInlineSnapshot(`
      "Checks of the App
      ✓ app            GitHub accepts the App's id 1003 and key: release-captain, of
                       godel.
      ✓ clock          This machine's clock agrees with GitHub's.
      ✓ permissions    The App has all 10 permissions that it needs, and no others.
      ✓ events         The App subscribes to all 10 events that it needs.
      ✓ webhook        GitHub posts to https://captain.example/api/github/webhooks.
      ✓ deliveries     The last 3 deliveries arrived, the newest 0 minutes ago.
      ✓ installations  The App is installed by godel.
      ✓ repositories   It can work in godel/api.
      ✓ godel/api      Git reaches it, it has no config, so its policy is the process
                       document, and its highest line is at v2.0.0.
      ✓ signing key    Tags and commits can be signed with SSH key SHA256:….
      ✓ record         The record is kept in /srv/record, which will be created in
                       /srv. A PostgreSQL server in DATABASE_URL also survives a power
                       loss.

      Next:
        The App is ready:
          release-captain start
      "
    `)
  })

  it('finds everything that is broken, and says of each what to do about it', async () => {
    const granted = new Map(Object.entries(APP.permissions)).set('issues', 'read')
    granted.delete('statuses')
    const permissions = Object.fromEntries(granted)
    const events = APP.events.filter((name) => name !== 'push')
    const world = await installed({ app: { permissions, events } })
    const { github } = world
    github.app().sendsTo(null)
    const files = { '.github/release-captain.yml': 'picks:\n  onConflict: maybe\n' }
    await github.person('ada').pushes({ branch: 'main', message: 'ci: configure', files })
    await github.person('ada').opensIssue({ title: 'It leaks' })
    await github.repository('web')
    await github
      .person('ada', { in: 'godel/web' })
      .pushes({ branch: 'main', message: 'feat: begin', files: { a: 'b' } })
    await github.deliveries.settled()
    const { screen } = await examined(
      world,
      (settings, folder) => ({
        ...settings,
        signing: { format: null, key: null },
        place: { kind: 'folder', path: join(folder, 'key', 'record') },
      }),
      -90,
    )
    expect(screen).toMatchInlineSnapshot(`
      "Checks of the App
      ✓ app            GitHub accepts the App's id 1003 and key: release-captain, of
                       godel.
      ✗ clock          This machine's clock is 90 seconds behind GitHub's.
                       → Synchronize it with the network: \`timedatectl set-ntp true\`,
                         or the time service of the host.
      ✗ permissions    The App lacks \`issues: write\` (to keep the tracking issue up to
                       date, answer comments, announce what shipped) and \`statuses:
                       read\` (to read named checks that are commit statuses).
                       → Grant it at
                         https://github.com/organizations/godel/settings/apps/
                         release-captain/permissions.
      ✗ events         The App doesn't subscribe to \`push\` (main, a release branch or
                       a tag moved).
                       → Tick it at
                         https://github.com/organizations/godel/settings/apps/
                         release-captain/permissions, under “Subscribe to events”.
      ✗ webhook        The App has no webhook, so it receives no events.
                       → Tick “Active” and set “Webhook URL” to
                         https://HOST/api/github/webhooks, under “Webhook” at
                         https://github.com/organizations/godel/settings/apps/
                         release-captain.
      ✗ deliveries     3 of the last 4 deliveries didn't arrive, the newest of them a
                       \`check_suite\` (failed to connect to host).
                       → Check that the App runs and that GitHub reaches it.
                         https://github.com/organizations/godel/settings/apps/
                         release-captain/advanced lists every attempt with its answer.
      ✓ installations  The App is installed by godel.
      ✗ godel          godel hasn't granted \`issues: write\` and \`statuses: read\`.
                       → The owner can accept them at
                         https://github.com/settings/installations/1004, after the App
                         asks for them.
      ✓ repositories   It can work in godel/api, godel/web.
      ✗ godel/api      main:.github/release-captain.yml has one mistake, and nothing
                       was done.
                       main:.github/release-captain.yml:2:15 picks.onConflict
                       found the text "maybe"
                       right one of stop, skip
                       → Correct main:.github/release-captain.yml and check it with
                         \`release-captain config\`. docs/config.md lists every key.
      ! godel/web      Git reaches it, it has no config, so its policy is the process
                       document, and none of its 0 tags is a stable version by
                       \`v{version}\`.
                       → Tag the first stable version, or set \`tagPattern\` in
                         .github/release-captain.yml on main.
      ✗ signing key    Tags must be signed, but the App has no key.
                       → Set SIGNING_KEY: an SSH key without a passphrase is enough
                         (\`ssh-keygen -t ed25519 -N "" -f release-key\`).
      ✗ record         The data folder /srv/key/record cannot be used: /srv/key isn't
                       writable.
                       → Set another one in DATA_DIR, or make it writable for this
                         user.

      Next:
        Fix clock, permissions, events, webhook, deliveries, godel, godel/api, signing
        key and record, then check again:
          release-captain doctor
      "
    `)
  })

  it('says no more of an App that GitHub does not know', async () => {
    const world = await installed()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const { checks, of } = await examined(world, (settings) => ({
      ...settings,
      app: { ...settings.app, privateKey: pem },
    }))
    expect(checks.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'app fail',
      'clock ok',
      'signing key ok',
      'record ok',
    ])
    expect(of('app')?.saw).toContain("its private key don't belong together")
  })

  it('tells a GitHub that cannot be reached from one that says no', async () => {
    const { of, checks } = await examined(await installed(), (settings) => ({
      ...settings,
      app: { ...settings.app, github: { web: 'http://127.0.0.1:1', api: 'http://127.0.0.1:1' } },
    }))
    expect(of('app')?.next).toContain('Check GITHUB_URL')
    expect(checks.map(({ name }) => name)).toEqual(['app', 'signing key', 'record'])
  })

  it('names who suspended the App, and where it can be installed', async () => {
    const world = await installed()
    world.github.app().stands('suspended')
    expect((await examined(world)).of('godel')).toMatchObject({
      outcome: 'warn',
      next: expect.stringContaining('/settings/installations/'),
    })
    world.github.app().stands('gone')
    expect((await examined(world)).of('installations')).toMatchObject({
      outcome: 'fail',
      next: expect.stringContaining('/apps/release-captain/installations/new'),
    })
  })

  it('tries the client id and secret by which people sign in, and lets nobody in', async () => {
    const world = await installed()
    const { clientId, clientSecret } = world.github.app()
    const signIn = async (changed: object) => {
      const linking = { clientId, clientSecret, publicUrl: 'https://captain.example.com', ...changed }
      const { of } = await examined(world, (settings) => ({
        ...settings,
        app: { ...settings.app, linking },
      }))
      const { outcome, saw, next } = of('sign-in') ?? {}
      return `${outcome}: ${saw} → ${next}`.replaceAll(world.github.url, 'https://github.com')
    }
    expect(await signIn({})).toMatchInlineSnapshot(
      `"ok: GitHub accepts the client id and secret. It doesn't tell the callback URL, which must be https://captain.example.com/link/github, at https://github.com/organizations/godel/settings/apps/release-captain. → null"`,
    )
    expect(await signIn({ clientSecret: 'another-secret' })).toMatchInlineSnapshot(
      `"fail: GitHub doesn't accept GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, so people can't link their accounts. → Create a new one at https://github.com/organizations/godel/settings/apps/release-captain, “Generate a new client secret”, and set GITHUB_CLIENT_SECRET to it."`,
    )
    expect(await signIn({ clientId: 'Iv1.another' })).toContain(
      `fail: GITHUB_CLIENT_ID isn't the App's client id, which is ${clientId}.`,
    )
  })

  it('warns of permissions that nobody needs', async () => {
    const permissions = { ...APP.permissions, administration: 'read' as const }
    const { of } = await examined(await installed({ app: { ...APP, permissions } }))
    expect(of('permissions')).toMatchObject({
      outcome: 'warn',
      saw: 'The App has more permissions than it needs: `administration`.',
    })
  })

  it('does not show the password of a server that does not answer', async () => {
    const url = 'postgres://ada:hunter2@127.0.0.1:1/captain'
    const { of, screen } = await examined(await installed(), (settings) => ({
      ...settings,
      place: { kind: 'server', url },
    }))
    expect(of('record')).toMatchObject({ outcome: 'fail' })
    expect(screen).not.toContain('hunter2')
  })
})

describe('the program', () => {
  const world = (env: Readonly<Record<string, string>>, folder: string) => ({
    env,
    folder,
    now: Date.now,
    stdout: { write: () => undefined },
    stderr: { write: () => undefined },
    ending: async () => undefined,
    die: () => undefined,
  })
  const doctor = async (env: Readonly<Record<string, string>>, folder: string) =>
    createProgram(world(env, folder)).doctor({ onProgress: () => undefined })

  it('has no doctor for an App that nobody spoke of', async () => {
    expect(await doctor({}, await freshFolder())).toBeNull()
  })

  it('tells every setting that is wrong as a check, from the environment and from the file', async () => {
    const folder = await freshFolder()
    expect(await doctor({ APP_ID: 'x', WEBHOOK_SECRET: 'development' }, folder)).toMatchObject([
      { name: 'settings', outcome: 'fail', saw: "APP_ID isn't a number." },
      { saw: expect.stringContaining('PRIVATE_KEY') },
      { saw: expect.stringContaining('WEBHOOK_SECRET') },
    ])
    await writeFile(join(folder, '.env'), 'APP_ID=12\n', { mode: 0o644 })
    expect(await doctor({}, folder)).toMatchObject([
      {
        saw: expect.stringContaining("contains the App's secrets"),
        next: expect.stringContaining('chmod 600'),
      },
    ])
  })
})
