import type { SandboxGitHub } from '../../sandbox/github/open.ts'
import { NO_CONNECTIONS } from '../settings/connections.ts'
import { type AppSettings, NO_CHATS } from '../settings.ts'

/** The App that a sandbox's GitHub has, without chats and without anybody being linked. */
export function createSandboxAppSettings(github: SandboxGitHub): AppSettings {
  const { id, privateKey, webhookSecret } = github.app()
  return {
    id,
    privateKey,
    webhookSecrets: { current: webhookSecret, previous: null },
    webhook: { path: null, proxyUrl: null },
    github: { web: github.url, api: github.url },
    linking: null,
    ...NO_CHATS,
    connections: NO_CONNECTIONS,
  }
}
