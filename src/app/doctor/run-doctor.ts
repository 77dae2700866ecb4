import { Octokit } from '@octokit/rest'
import manifest from '../../../package.json' with { type: 'json' }
import { openGit } from '../../adapters/git/open.ts'
import { openCheckup } from '../../adapters/github/checkup.ts'
import { openGitHub } from '../../adapters/github/open.ts'
import type { DoctorCheck, Progress } from '../../cli/engine.ts'
import type { ProgramSettings } from '../../settings.ts'
import { checkApp } from './app-checks.ts'
import { checkChats } from './chat-checks.ts'
import { checkConnections } from './connection-checks.ts'
import { checkInstallations } from './installation-checks.ts'
import { checkRecord, checkSigning } from './machine-checks.ts'
import { checkRepositories } from './repository-checks.ts'
import { checkSignIn } from './sign-in-checks.ts'
import { checkWebhook } from './webhook-checks.ts'

/** What the App's doctor works with. */
export interface Examined {
  readonly settings: Extract<ProgramSettings, { kind: 'app' }>
  /** Seconds since 1970. */
  readonly now: () => number
  readonly onProgress: (progress: Progress) => void
}

/**
 * Looks at everything that the App needs: what GitHub says of it, whether people can sign in, where it is installed, each repository's config, the
 * chats and their channels, the key that signs, the record. Changes nothing but mirrors in the cache folder, and never refuses.
 */
export async function examineApp(examined: Examined): Promise<readonly DoctorCheck[]> {
  const { settings, now, onProgress } = examined
  const { app } = settings
  const log = { info: () => undefined, warn: () => undefined }
  const options = {
    Octokit,
    appId: app.id,
    privateKey: app.privateKey,
    apiUrl: app.github.api,
    webUrl: app.github.web,
    userAgent: `${manifest.name}/${manifest.version}`,
    now,
    log,
  }
  const reportLooking = (step: string) => onProgress({ step, done: null, total: null })
  reportLooking('asking GitHub about the App')
  const checkup = openCheckup(options)
  const own = await checkApp(checkup, settings)
  if (own.app === null) return [...own.checks, await checkSigning(settings, []), await checkRecord(settings)]

  const hook = await checkWebhook(checkup, { app: own.app, settings, now: now() })
  const signIn = await checkSignIn(app, { ...options, seen: own.app })
  const installed = await checkInstallations(checkup, own.app)
  const git = openGit({ cacheDir: settings.cacheDir, signing: null, onUnauthenticated: null })
  const repositories = await checkRepositories({ github: openGitHub(options), git, looking: reportLooking })
  await git.close()
  return [
    ...own.checks,
    ...hook,
    ...signIn,
    ...installed,
    ...repositories.checks,
    ...(await checkChats({ app, place: settings.place, policies: repositories.policies, now })),
    ...(await checkConnections({ connections: app.connections, userAgent: options.userAgent, now })),
    await checkSigning(settings, repositories.policies),
    await checkRecord(settings),
  ]
}
