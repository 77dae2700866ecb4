import { z } from 'zod'
import type { MadeApp } from '../../program.ts'

export const setupDocument = z
  .strictObject({
    schema: z.literal('release-captain/setup/1'),
    name: z.string().describe('The name of the App at GitHub.'),
    settingsFile: z.string(),
    keyFile: z.string(),
    installAt: z.string().describe('The page where you choose its repositories.'),
  })
  .meta({ title: 'release-captain setup --json, printed when the App is created' })

export function setupJson({
  name,
  settingsFile,
  keyFile,
  installAt,
}: MadeApp): z.output<typeof setupDocument> {
  return { schema: 'release-captain/setup/1', name, settingsFile, keyFile, installAt }
}
