import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * Payloads are packed with a preset dictionary from here on (`packing.ts`). What was packed before is read as ever; a
 * program that has no dictionary cannot read what is packed with it.
 */
export const aPresetDictionary: Migration = {
  version: 3,
  oldestProgram: 3,
  statements: [
    sql`comment on column work.packed is
      'the payload is deflated with the preset dictionary of src/store/jobs/preset-dictionary.txt, in base64'`,
  ],
}
