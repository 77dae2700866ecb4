import { z } from 'zod'
import type { MadeApp } from '../program.ts'

export const setupDocument = z
  .strictObject({
    schema: z.literal('release-captain/setup/1'),
    name: z.string().describe('The App, as it is called at GitHub.'),
    settingsFile: z.string(),
    keyFile: z.string(),
    installAt: z.string().describe('Where its repositories are chosen.'),
  })
  .meta({ title: 'release-captain setup --json, printed when the App is made' })

export function setupJson({
  name,
  settingsFile,
  keyFile,
  installAt,
}: MadeApp): z.output<typeof setupDocument> {
  return { schema: 'release-captain/setup/1', name, settingsFile, keyFile, installAt }
}
