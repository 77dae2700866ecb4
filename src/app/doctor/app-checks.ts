import { getStatus } from '../../adapters/github/calls/failure.ts'
import type { AppSeen, Checkup } from '../../adapters/github/checkup.ts'
import type { DoctorCheck } from '../../cli/engine.ts'
import { APP_EVENTS, APP_PERMISSIONS } from '../../github-app.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import { Refused } from '../../release/refusal.ts'
import type { AppSettings } from '../../settings.ts'
import { countThings, joinParts } from './wording.ts'

/** What an App may do, by GitHub's names of permissions. */
type Granted = Readonly<Record<string, string>>

/** Who we are at GitHub, and what we may. The App is null where GitHub does not know it: then it says nothing else. */
export async function checkApp(
  checkup: Checkup,
  { app: { id, github } }: { readonly app: AppSettings },
): Promise<{ readonly app: AppSeen | null; readonly checks: readonly DoctorCheck[] }> {
  let app: AppSeen | null = null
  const first = await check('app', async () => {
    try {
      app = await checkup.app()
    } catch (error) {
      if (error instanceof Refused) throw error
      return explainUnreached(error, github.api)
    }
    return createOk(`GitHub accepts the App's id ${id} and key: ${app.name}, of ${app.owner.login}.`)
  })
  const clock = await check('clock', async () => checkClock(checkup.getSecondsAhead()))
  if (app === null) return { app, checks: checkup.getSecondsAhead() === null ? [first] : [first, clock] }

  const page = getSettingsPage(app, github.web)
  const checks = [
    first,
    clock,
    await check('permissions', async () => checkPermissions(app?.permissions ?? {}, page)),
    await check('events', async () => checkEvents(app?.events ?? [], page)),
  ]
  return { app, checks }
}

/** Where the owner of an App changes it. */
export function getSettingsPage({ owner, slug }: Pick<AppSeen, 'owner' | 'slug'>, web: string): string {
  const organization = owner.type === 'Organization' ? `/organizations/${owner.login}` : ''
  return `${web}${organization}/settings/apps/${slug}`
}

function explainUnreached(error: unknown, api: string): CheckAnswer {
  const said = error instanceof Error ? error.message : String(error)
  const next =
    getStatus(error) === null
      ? `Check GITHUB_URL, and that this machine reaches ${api}.`
      : 'Check https://www.githubstatus.com/, and try again later.'
  return fail(`Can't reach GitHub: ${said}.`, next)
}

/** Seconds. Date has no more than whole ones, and an answer takes its time. */
const ABOUT_RIGHT = 10
/** GitHub takes nothing that was signed more than a minute ahead. */
const TOO_MUCH = 60

function checkClock(ahead: number | null): CheckAnswer {
  if (ahead === null)
    return warn("GitHub's answer has no date.", 'Check the proxy between this machine and GitHub.')
  const off = Math.abs(ahead)
  if (off <= ABOUT_RIGHT) return createOk("This machine's clock agrees with GitHub's.")

  const saw = `This machine's clock is ${countThings(off, 'second')} ${ahead > 0 ? 'behind' : 'ahead of'} GitHub's.`
  const next = 'Synchronize it with the network: `timedatectl set-ntp true`, or the time service of the host.'
  return off > TOO_MUCH ? fail(saw, next) : warn(saw, next)
}

function checkPermissions(granted: Granted, page: string): CheckAnswer {
  const lacks = listLackingPermissions(granted)
  if (lacks.length > 0) {
    const what = lacks.map(({ name, access, reason }) => `\`${name}: ${access}\` (to ${reason})`)
    return fail(`The App lacks ${joinParts(what)}.`, `Grant it at ${page}/permissions.`)
  }
  const more = Object.keys(granted).filter((name) => !APP_PERMISSIONS.some((one) => one.name === name))
  if (more.length > 0)
    return warn(
      `The App has more permissions than it needs: ${joinParts(more.map((name) => `\`${name}\``))}.`,
      `Remove them at ${page}/permissions.`,
    )
  return createOk(`The App has all ${APP_PERMISSIONS.length} permissions that it needs, and no others.`)
}

/** What of the needed permissions is not there. */
export function listLackingPermissions(granted: Granted): typeof APP_PERMISSIONS {
  return APP_PERMISSIONS.filter(({ name, access }) => {
    const has = granted[name]
    return access === 'read' ? has === undefined : has !== 'write' && has !== 'admin'
  })
}

function checkEvents(subscribed: readonly string[], page: string): CheckAnswer {
  const missing = APP_EVENTS.filter(({ name }) => !subscribed.includes(name))
  if (missing.length === 0)
    return createOk(`The App subscribes to all ${APP_EVENTS.length} events that it needs.`)

  const what = missing.map(({ name, reason }) => `\`${name}\` (${reason})`)
  return fail(
    `The App doesn't subscribe to ${joinParts(what)}.`,
    `Tick it at ${page}/permissions, under “Subscribe to events”.`,
  )
}
