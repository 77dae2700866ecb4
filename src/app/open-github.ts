import { ProbotOctokit } from 'probot'
import manifest from '../../package.json' with { type: 'json' }
import { openGitHub } from '../adapters/github/open.ts'
import type { AppSettings } from '../settings.ts'

/** How the App names itself to every server. */
export const USER_AGENT = `${manifest.name}/${manifest.version}`

type Given = Pick<Parameters<typeof openGitHub>[0], 'now' | 'log' | 'learnSecret'>

/** Opens GitHub as the App. */
export function openAppGitHub(app: Pick<AppSettings, 'id' | 'privateKey' | 'github'>, given: Given) {
  return openGitHub({
    Octokit: ProbotOctokit,
    appId: app.id,
    privateKey: app.privateKey,
    apiUrl: app.github.api,
    webUrl: app.github.web,
    userAgent: USER_AGENT,
    ...given,
  })
}
