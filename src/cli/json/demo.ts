import { z } from 'zod'
import type { DemoReport } from '../engine.ts'

export const demoDocument = z
  .strictObject({
    schema: z.literal('release-captain/demo/1'),
    repository: z.string().describe('The folder of the new repository.'),
    version: z.string(),
    factsFile: z.string(),
    date: z.string().describe('The day of the story, `YYYY-MM-DD`.'),
  })
  .meta({ title: 'release-captain demo --json' })

export function toDemoJson({
  repository,
  version,
  factsFile,
  date,
}: DemoReport): z.output<typeof demoDocument> {
  return { schema: 'release-captain/demo/1', repository, version, factsFile, date }
}
