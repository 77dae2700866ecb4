import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSandboxGitHub } from '../../../sandbox/github/open.ts'
import { AS_INSTALLED } from '../../../src/app/as-installed.ts'
import { runTokensCommand } from '../../../src/app/operator/api-tokens.ts'
import { createSandboxAppSettings } from '../../../src/app/sandbox-app.ts'
import { hashApiToken } from '../../../src/page/api/api-tokens.ts'
import { findApiToken } from '../../../src/store/outside/api-tokens.ts'
import { freshPlace, openIn } from '../../store/places.ts'
import { closeAfterTest } from '../../worlds/close-after.ts'

const NOW = 1_770_714_000

it('makes a token with the rights of a GitHub user, and revokes it', async () => {
  const github = await openSandboxGitHub({ now: () => NOW * 1000, app: AS_INSTALLED })
  closeAfterTest(() => github.close())
  await github.repository('api')
  github.person('ada')
  const place = await freshPlace()
  const app = { place, cacheDir: join('unused'), app: createSandboxAppSettings(github), now: () => NOW }

  const created = await runTokensCommand(app, { action: 'create', login: 'ada', name: 'reporting', days: 30 })
  const [token] = created.tokens
  expect(token).toMatchObject({ name: 'reporting', githubLogin: 'ada', expiresAt: NOW + 30 * 86_400 })
  {
    await using opened = await openIn(place)
    const hash = hashApiToken(created.made ?? '')
    const found = await opened.store.transact((unit) => findApiToken(unit, hash, NOW))
    expect(found).toMatchObject({ id: token?.id, githubLogin: 'ada' })
  }

  const revoked = await runTokensCommand(app, { action: 'revoke', id: token?.id ?? 0 })
  expect(revoked).toEqual({ made: null, tokens: [] })
  await expect(runTokensCommand(app, { action: 'revoke', id: token?.id ?? 0 })).rejects.toThrow(
    `There is no token ${token?.id}.`,
  )
  const nobody = { action: 'create', login: 'nobody-at-all', name: 'x', days: 1 } as const
  await expect(runTokensCommand(app, nobody)).rejects.toThrow('GitHub has no user nobody-at-all.')
})
