import type { AppSeen, Checkup, InstallationSeen } from '../../adapters/github/checkup.ts'
import type { DoctorCheck } from '../../cli/engine.ts'
import { check, fail, ok, type Seen, warn } from '../../local/checking.ts'
import { lacking } from './app-checks.ts'
import { listed } from './wording.ts'

/** Who lets the App in, and whether with all that it asks for. One check for each. */
export async function installationChecks(checkup: Checkup, app: AppSeen): Promise<readonly DoctorCheck[]> {
  const found: InstallationSeen[] = []
  const all = await check('installations', async () => {
    found.push(...(await checkup.installations()))
    if (found.length === 0)
      return fail(
        'The App is installed nowhere.',
        `Choose its repositories at ${app.html_url}/installations/new.`,
      )
    return ok(`The App is installed by ${listed(found.map(nameOf))}.`)
  })
  const amiss = found.map((one) => ({ name: nameOf(one), seen: installationSeen(one) }))
  return [all, ...amiss.flatMap(({ name, seen }) => (seen.outcome === 'ok' ? [] : [{ name, ...seen }]))]
}

function installationSeen(installation: InstallationSeen): Seen {
  const { suspended_at, permissions, html_url } = installation
  const who = nameOf(installation)
  if (suspended_at)
    return warn(`${who} has suspended the App, so that nothing is done there.`, `Lift that at ${html_url}.`)
  const lacks = lacking(permissions)
  if (lacks.length === 0) return ok(`${who} gives all that is needed.`)

  const names = lacks.map(({ name, access }) => `\`${name}: ${access}\``)
  return fail(
    `${who} has not granted ${listed(names)}.`,
    `Its owner reviews that at ${html_url}, once the App itself asks for it.`,
  )
}

function nameOf({ account, id }: InstallationSeen): string {
  return account?.login ?? `the enterprise of installation ${id}`
}
