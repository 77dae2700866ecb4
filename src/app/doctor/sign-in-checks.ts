import type { AppSeen } from '../../adapters/github/checkup.ts'
import type { GitHubAdapterOptions } from '../../adapters/github/options.ts'
import { tryClient } from '../../adapters/github/sign-in.ts'
import type { DoctorCheck } from '../../cli/engine.ts'
import { LINK_PATH } from '../../http/oauth/oauth-callback.ts'
import { type CheckAnswer, check, createOk, fail } from '../../planner/doctor/check.ts'
import type { AppSettings } from '../../settings.ts'
import { getSettingsPage } from './app-checks.ts'

interface SignInQuery extends Pick<GitHubAdapterOptions, 'webUrl' | 'userAgent'> {
  readonly seen: AppSeen
}

/** By what people prove who they are on GitHub, where somebody set it up: no answer is changed by asking. */
export async function checkSignIn(
  { linking }: Pick<AppSettings, 'linking'>,
  { seen, webUrl, userAgent }: SignInQuery,
): Promise<readonly DoctorCheck[]> {
  if (linking === null) return []
  const { clientId, clientSecret, publicUrl } = linking
  const page = getSettingsPage(seen, webUrl)
  return [
    await check('sign-in', async () => {
      if (seen.client_id !== undefined && seen.client_id !== clientId)
        return createOtherApp(seen.client_id, page)
      const known = await tryClient({ clientId, clientSecret, webUrl, userAgent })
      return known === 'known'
        ? createWell(`${publicUrl ?? 'http://HOST:PORT'}${LINK_PATH}`, page)
        : createUnknown(page)
    }),
  ]
}

function createWell(callback: string, page: string): CheckAnswer {
  return createOk(
    `GitHub knows the App by its client id and secret too. To which callback URL it leads people back it tells nobody: it has to be ${callback}, at ${page}.`,
  )
}

function createOtherApp(clientId: string, page: string): CheckAnswer {
  return fail(
    `GITHUB_CLIENT_ID is another one than the App's, which is ${clientId}.`,
    `Set GITHUB_CLIENT_ID=${clientId}, and GITHUB_CLIENT_SECRET to a client secret of ${page}.`,
  )
}

function createUnknown(page: string): CheckAnswer {
  return fail(
    'GitHub does not know the App by GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, so that nobody can say who they are.',
    `Make a new one at ${page}, “Generate a new client secret”, and set GITHUB_CLIENT_SECRET to it.`,
  )
}
