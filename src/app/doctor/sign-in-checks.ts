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
    `GitHub accepts the client id and secret. It doesn't tell the callback URL, which must be ${callback}, at ${page}.`,
  )
}

function createOtherApp(clientId: string, page: string): CheckAnswer {
  return fail(
    `GITHUB_CLIENT_ID isn't the App's client id, which is ${clientId}.`,
    `Set GITHUB_CLIENT_ID=${clientId}, and GITHUB_CLIENT_SECRET to a client secret of ${page}.`,
  )
}

function createUnknown(page: string): CheckAnswer {
  return fail(
    "GitHub doesn't accept GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, so people can't link their accounts.",
    `Create a new one at ${page}, “Generate a new client secret”, and set GITHUB_CLIENT_SECRET to it.`,
  )
}
