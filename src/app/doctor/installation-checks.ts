import type { AppSeen, Checkup, InstallationSeen } from '../../adapters/github/checkup.ts'
import type { DoctorCheck } from '../../cli/engine.ts'
import { type CheckAnswer, check, createOk, fail, warn } from '../../planner/doctor/check.ts'
import { listLackingPermissions } from './app-checks.ts'
import { joinParts } from './wording.ts'

/** Who lets the App in, and whether with all that it asks for. One check for each. */
export async function checkInstallations(checkup: Checkup, app: AppSeen): Promise<readonly DoctorCheck[]> {
  const found: InstallationSeen[] = []
  const all = await check('installations', async () => {
    found.push(...(await checkup.listInstallations()))
    if (found.length === 0)
      return fail(
        "The App isn't installed anywhere.",
        `Choose its repositories at ${app.html_url}/installations/new.`,
      )
    return createOk(`The App is installed by ${joinParts(found.map(formatName))}.`)
  })
  const amiss = found.map((one) => ({ name: formatName(one), seen: checkInstallation(one) }))
  return [all, ...amiss.flatMap(({ name, seen }) => (seen.outcome === 'ok' ? [] : [{ name, ...seen }]))]
}

function checkInstallation(installation: InstallationSeen): CheckAnswer {
  const { suspended_at, permissions, html_url } = installation
  const who = formatName(installation)
  if (suspended_at)
    return warn(`${who} has suspended the App, so it does nothing there.`, `Lift that at ${html_url}.`)
  const lacks = listLackingPermissions(permissions)
  if (lacks.length === 0) return createOk(`${who} grants everything that the App needs.`)

  const names = lacks.map(({ name, access }) => `\`${name}: ${access}\``)
  return fail(
    `${who} hasn't granted ${joinParts(names)}.`,
    `The owner can accept them at ${html_url}, after the App asks for them.`,
  )
}

function formatName({ account, id }: InstallationSeen): string {
  return account?.login ?? `the enterprise of installation ${id}`
}
