import { z } from 'zod'
import { globalInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import { DONE } from '../exit-codes.ts'
import { setupJson } from '../json/app/setup.ts'
import { setupDoneScreen, setupOpenScreen } from '../screens/setup.ts'

/** Makes the App at GitHub, so that nobody has to copy a key. */
export const setupCommand = defineCommand({
  name: 'setup',
  summary: 'create the App at GitHub, in the browser, and save its settings',
  about:
    'Opens a page on this machine, for one use, that leads to GitHub. Agree there to create the App, with the ' +
    'permissions and events of app.yml. Writes its key and its settings to a folder that only you can read, and ' +
    'overwrites nothing.',
  arguments: [],
  options: [
    {
      name: 'url',
      value: 'URL',
      about: 'where GitHub reaches the App: https://HOST, or the full address of a relay',
    },
    {
      name: 'organization',
      value: 'NAME',
      about: 'the organization that owns the App (default: your account)',
    },
    {
      name: 'folder',
      value: 'FOLDER',
      about: 'the folder for .env and the private key (default: this folder)',
      completes: 'folder',
    },
  ],
  examples: [
    {
      command: 'release-captain setup --url https://captain.example.com --organization godel',
      about: 'For an organization',
    },
    { command: 'release-captain setup --url https://smee.io/abc123', about: 'To try it with a relay' },
  ],
  input: globalInput.extend({
    url: z.string({ error: 'is needed: where GitHub reaches the App' }).min(1, 'must not be empty'),
    organization: z.string().min(1, 'must not be empty').optional(),
    folder: z.string().min(1, 'must not be empty').default('.'),
  }),
  run: async (call, { url: publicUrl, organization = null, folder }) => {
    const program = await call.program()
    const open = await program.setup({ publicUrl, organization, folder })
    call.show((view) => setupOpenScreen(open, view))
    call.onProgress({ step: `waiting for GitHub; open ${open.url}`, done: null, total: null })
    const made = await open.done
    return {
      exitCode: DONE,
      output: { kind: 'screen', lines: (view) => setupDoneScreen(made, view) },
      document: () => setupJson(made),
    }
  },
})
