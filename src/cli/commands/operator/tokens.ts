import { z } from 'zod'
import { globalInput } from '../../command-options.ts'
import { defineCommand } from '../../define.ts'
import { DONE } from '../../exit-codes.ts'
import { toTokensJson } from '../../json/app/tokens.ts'
import type { TokensWanted } from '../../program.ts'
import { renderTokensScreen } from '../../screens/operator/tokens.ts'

const ACTIONS = ['list', 'create', 'revoke'] as const
const USUAL_DAYS = 90

/** The operator's way to the tokens of the API. */
export const tokensCommand = defineCommand({
  name: 'tokens',
  summary: 'list, create and revoke tokens of the read API',
  about:
    'A token reads what its GitHub user can read at that moment (docs/api.md). `create` prints it once: the record has ' +
    'only its digest. People make their own on the page /tokens. Reads the settings of the App in the environment or ' +
    'in .env. With a record in DATA_DIR, stop the App first; with DATABASE_URL, it can run.',
  arguments: [
    { name: 'action', required: true, about: 'list, create or revoke', choices: ACTIONS },
    {
      name: 'token',
      required: false,
      about: 'with `create`, a GitHub user; with `revoke`, the number of a token',
    },
  ],
  options: [
    { name: 'name', value: 'NAME', about: 'with `create`: what it is for (default: command line)' },
    { name: 'days', value: 'DAYS', about: 'with `create`: when it expires, 1 to 366 (default: 90)' },
  ],
  examples: [
    {
      command: 'release-captain tokens create ada --name reporting --days 30',
      about: "A token with ada's rights",
    },
    { command: 'release-captain tokens revoke 3', about: 'The token stops working at once' },
  ],
  input: globalInput
    .extend({
      action: z.enum(ACTIONS, 'must be list, create or revoke'),
      token: z.string().optional(),
      name: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(60, 'must have at most 60 characters')
        .optional(),
      days: z
        .string()
        .regex(/^[1-9]\d{0,2}$/, 'must be a number from 1 to 366')
        .transform(Number)
        .refine((days) => days <= 366, 'must be a number from 1 to 366')
        .optional(),
    })
    .superRefine((words, context) => {
      const problem = findMistake(words)
      if (problem) context.addIssue({ code: 'custom', path: ['token'], message: problem })
    }),
  run: async (call, input) => {
    const program = await call.program()
    const report = await program.tokens(toWanted(input))
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => renderTokensScreen(report, view) },
      document: () => toTokensJson(report),
    }
  },
})

interface Words {
  readonly action: (typeof ACTIONS)[number]
  readonly token?: string | undefined
  readonly name?: string | undefined
  readonly days?: number | undefined
}

function findMistake({ action, token }: Words): string | null {
  switch (action) {
    case 'list':
      return token === undefined ? null : 'must be left out with `list`'
    case 'create':
      return token !== undefined && /^[\w-]+$/.test(token) ? null : 'must be a GitHub user'
    case 'revoke':
      return token !== undefined && /^[1-9]\d{0,14}$/.test(token) ? null : 'must be the number of a token'
  }
}

function toWanted({ action, token = '', name = 'command line', days = USUAL_DAYS }: Words): TokensWanted {
  switch (action) {
    case 'list':
      return { action }
    case 'create':
      return { action, login: token, name, days }
    case 'revoke':
      return { action, id: Number(token) }
  }
}
