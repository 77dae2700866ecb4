import { Octokit } from '@octokit/rest'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { CreatedApp } from './made-app.ts'

const TIMEOUT_MS = 15_000

/** What GitHub answers, as far as we use it; without a webhook there is no secret, and no use for the App. */
const CONVERSION = z
  .object({
    id: z.int().positive(),
    name: z.string(),
    html_url: z.url(),
    pem: z.string().startsWith('-----BEGIN'),
    webhook_secret: z.string().regex(/^[\x21-\x7e]{32,}$/),
    client_id: z
      .string()
      .regex(/^[\w.-]{8,200}$/)
      .optional(),
    client_secret: z
      .string()
      .regex(/^[\w.-]{8,200}$/)
      .optional(),
  })
  .transform(
    ({
      html_url: page,
      pem: privateKey,
      webhook_secret: webhookSecret,
      client_id,
      client_secret,
      ...rest
    }): CreatedApp => ({
      ...rest,
      client: client_id && client_secret ? { id: client_id, secret: client_secret } : null,
      // It goes into a line of a file.
      name: rest.name.replace(/\p{Cc}/gu, ' '),
      page,
      privateKey,
      webhookSecret,
    }),
  )

/**
 * Exchanges the code that GitHub sent the browser back with for the App's credentials
 * (https://docs.github.com/rest/apps/apps#create-a-github-app-from-a-manifest). A code is good once, for an hour.
 *
 * @throws {Refused} when GitHub does not answer, or not with an App
 */
export async function convert(api: string, code: string): Promise<CreatedApp> {
  const octokit = new Octokit({ baseUrl: api, log: SILENT })
  const { data } = await octokit.rest.apps
    .createFromManifest({
      code,
      headers: { 'x-github-api-version': '2022-11-28' },
      request: { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) },
    })
    .catch((error: unknown) => {
      throw new Refused(refuseNotMade(whyNot(api, error)))
    })
  const read = CONVERSION.safeParse(data)
  if (!read.success) throw new Refused(refuseNotMade('its answer has no App in it'))
  return read.data
}

/** Octokit logs each path, and this one has the code in it. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore }

function ignore(): void {}

const ANSWERED = z.object({ response: z.object({ status: z.int() }) })

/** Octokit's error holds the whole request, and goes no further. */
function whyNot(api: string, error: unknown): string {
  const read = ANSWERED.safeParse(error)
  return read.success ? `it answered ${read.data.response.status}` : `${api} did not answer`
}

function refuseNotMade(why: string) {
  return {
    kind: 'usage',
    what: `Couldn't get the App’s credentials from GitHub: ${why}.`,
    next: 'Check whether the App is among your GitHub Apps (Settings, Developer settings). If it is, delete it there. Then run `release-captain setup` again.',
  } as const
}
