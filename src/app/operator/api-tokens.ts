import type { TokensReport, TokensWanted } from '../../cli/program.ts'
import { createApiToken, hashApiToken } from '../../page/api/api-tokens.ts'
import { Refused } from '../../release/refusal.ts'
import { addApiToken, listAllApiTokens, revokeApiToken } from '../../store/outside/api-tokens.ts'
import type { Unit } from '../../store/transaction.ts'
import { openOperatorGitHub } from './import-history.ts'
import { type OperatedApp, withStore } from './operated-app.ts'

const DAY_S = 86_400

/**
 * Lists the tokens of the API, makes one with the rights of a GitHub user, or revokes one.
 *
 * @throws {Refused} where GitHub has no such user, or there is no such token
 */
export async function runTokensCommand(app: OperatedApp, wanted: TokensWanted): Promise<TokensReport> {
  const made = wanted.action === 'create' ? await prepareToken(app, wanted) : null
  return withStore(app, (store) =>
    store.transact(async (unit) => {
      if (made) await addApiToken(unit, made.row)
      if (wanted.action === 'revoke') await revoke(unit, wanted.id)
      return { made: made?.token ?? null, tokens: await listAllApiTokens(unit, app.now()) }
    }),
  )
}

async function prepareToken(
  app: OperatedApp,
  { login, name, days }: Extract<TokensWanted, { action: 'create' }>,
) {
  const githubId = await findUser(app, login)
  const token = createApiToken()
  const createdAt = app.now()
  const expiresAt = createdAt + days * DAY_S
  return {
    token,
    row: { hash: hashApiToken(token), name, githubId, githubLogin: login, createdAt, expiresAt },
  }
}

/** GitHub says who has a name at this moment; any repository may be asked. */
async function findUser(app: OperatedApp, login: string): Promise<number> {
  const github = openOperatorGitHub(app)
  const [first] = await github.listRepositories()
  const found = first && (await (await github.openRepository(first.id)).findAccounts([login]))
  const id = found?.get(login)
  if (id !== undefined) return id
  throw new Refused({
    kind: 'usage',
    what: first
      ? `GitHub has no user ${login}.`
      : 'The App is installed nowhere, so GitHub tells it of no user.',
    next: first ? 'Check the name.' : 'Install it on a repository first.',
  })
}

async function revoke(unit: Unit, id: number): Promise<void> {
  if (await revokeApiToken(unit, id)) return
  throw new Refused({
    kind: 'usage',
    what: `There is no token ${id}.`,
    next: 'Run `release-captain tokens list` to see which there are.',
  })
}
