import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { Result } from '../command.ts'
import { createPlanRequest, PLAN_OPTIONS, planInput } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import type { NotesReport } from '../engine.ts'
import { DONE } from '../exit-codes.ts'
import { toNotesJson } from '../json/notes.ts'
import { formatIsoDate } from '../render/wording.ts'
import { renderNotesWrittenScreen } from '../screens/notes.ts'

/** §3.1: the release notes, from the plan. */
export const notesCommand = defineCommand({
  name: 'notes',
  summary: 'write the release notes from the plan',
  about:
    "Fills the template of the release process, or the repository's own, from the clean picks of the plan. Prints " +
    'Markdown, or writes it to a file.',
  arguments: [{ name: 'version', required: true, about: 'the version, such as v2.0.1' }],
  options: [
    { name: 'output', value: 'FILE', about: 'write to this file instead of the screen', completes: 'file' },
    ...PLAN_OPTIONS,
  ],
  examples: [
    { command: 'release-captain notes v2.0.1', about: 'Print them' },
    {
      command: 'release-captain notes v2.0.1 --date 2026-02-11 --output NOTES.md',
      about: 'Dated, into a file',
    },
  ],
  input: planInput.extend({
    version: z.string().min(1, 'must not be empty'),
    output: z.string().min(1, 'must not be empty').optional(),
  }),
  run: async (call, input) => {
    const engine = await call.engine()
    const request = {
      ...createPlanRequest(call, input),
      version: input.version,
      date: formatIsoDate(call.now),
    }
    const report = await engine.notes(request)
    return input.output === undefined ? printNotes(report) : await writeNotes(report, input.output)
  },
})

function printNotes(report: NotesReport): Result {
  return {
    exitCode: DONE,
    output: { kind: 'text', text: report.markdown },
    document: () => toNotesJson(report),
  }
}

async function writeNotes(report: NotesReport, file: string): Promise<Result> {
  try {
    await writeFile(file, report.markdown)
  } catch (error) {
    throw new Refused({
      kind: 'usage',
      what: `Can't write the notes to \`${file}\`: ${error instanceof Error ? error.message : error}.`,
      next: 'Name a file in an existing folder that you can write to.',
    })
  }
  return {
    exitCode: DONE,
    output: { kind: 'screen', lines: (view) => renderNotesWrittenScreen(report, file, view) },
    document: () => toNotesJson(report),
  }
}
