import { writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refused } from '../../release/refusal.ts'
import type { Result } from '../command.ts'
import { PLAN_OPTIONS, planInput, planRequest } from '../command-options.ts'
import { defineCommand } from '../define.ts'
import type { NotesReport } from '../engine.ts'
import { DONE } from '../exit-codes.ts'
import { notesJson } from '../json/notes.ts'
import { notesWrittenScreen } from '../render/notes.ts'
import { isoDate } from '../render/wording.ts'

/** §3.1: the release notes, from the plan. */
export const notes = defineCommand({
  name: 'notes',
  summary: 'write the release notes from the plan',
  about:
    "Fills the template of the release process, or the repository's own, from the clean picks of the plan. Prints " +
    'Markdown, or writes it to a file.',
  arguments: [{ name: 'version', required: true, about: 'the version to write of, as v2.0.1' }],
  options: [
    { name: 'output', value: 'FILE', about: 'write to this file instead of printing', completes: 'file' },
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
    const request = { ...planRequest(call, input), version: input.version, date: isoDate(call.now) }
    const report = await engine.notes(request)
    return input.output === undefined ? printed(report) : await written(report, input.output)
  },
})

function printed(report: NotesReport): Result {
  return {
    exitCode: DONE,
    output: { kind: 'text', text: report.markdown },
    document: () => notesJson(report),
  }
}

async function written(report: NotesReport, file: string): Promise<Result> {
  try {
    await writeFile(file, report.markdown)
  } catch (error) {
    throw new Refused({
      kind: 'usage',
      what: `The notes cannot be written to \`${file}\`: ${error instanceof Error ? error.message : error}.`,
      next: 'Name a file in a folder that exists and may be written to.',
    })
  }
  return {
    exitCode: DONE,
    output: { kind: 'screen', lines: (view) => notesWrittenScreen(report, file, view) },
    document: () => notesJson(report),
  }
}
