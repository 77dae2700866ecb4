import { z } from 'zod'
import type { NotesReport } from '../engine.ts'
import { groundFields, toGroundJson } from './parts/ground.ts'

export const notesDocument = z
  .strictObject({
    schema: z.literal('release-captain/notes/1'),
    ...groundFields,
    version: z.string(),
    date: z.string().describe('The release date, `YYYY-MM-DD`.'),
    markdown: z.string(),
  })
  .meta({ title: 'release-captain notes --json' })

export function toNotesJson(report: NotesReport): z.output<typeof notesDocument> {
  const { version, date, markdown } = report
  return { schema: 'release-captain/notes/1', ...toGroundJson(report), version, date, markdown }
}
