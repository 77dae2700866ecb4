import { z } from 'zod'
import { globalInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { startJson } from '../json/app/start.ts'
import { renderStartedScreen } from '../screens/start.ts'

/** Runs the App, or the sandbox where nobody has told it who it is at GitHub. */
export const startCommand = defineCommand({
  name: 'start',
  summary: 'start the App, or a sandbox if it has no credentials',
  about:
    'With APP_ID, a private key and a webhook secret in the environment (docs/running.md), starts the App, which ' +
    'receives webhooks until you stop it. Without them, starts a GitHub on this machine, with a product, its ' +
    'people and a page to play on. Nothing leaves the machine, and everything is deleted when it stops.',
  arguments: [],
  options: [
    { name: 'port', value: 'NUMBER', about: 'the port to listen on (default: PORT, else 3000)' },
    { name: 'sandbox', value: null, about: 'start the sandbox, even if there are credentials' },
  ],
  examples: [
    { command: 'release-captain start', about: 'The App, or the sandbox' },
    { command: 'release-captain start --sandbox --port 8080', about: 'The sandbox, on another port' },
  ],
  input: globalInput.extend({
    port: z.coerce
      .number({ error: 'must be a number' })
      .int('must be whole')
      .min(0, 'must be 0 to 65535')
      .max(65_535, 'must be 0 to 65535')
      .optional(),
    sandbox: z.boolean().default(false),
  }),
  run: async (call, input) => {
    const program = await call.program()
    const { port = null, sandbox } = input
    const running = await program.start({ port, sandbox, onProgress: call.onProgress })
    call.show((view) => renderStartedScreen(running, view))
    await running.ended
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: () => [] },
      document: () => startJson(running),
    }
  },
})
