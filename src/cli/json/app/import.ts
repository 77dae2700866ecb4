import { z } from 'zod'
import type { ImportReport } from '../../program.ts'

const release = z.strictObject({
  version: z.string(),
  line: z.string(),
  publishedAt: z.int().describe('In seconds since 1970.'),
  source: z.enum(['github-release', 'tag']).describe('What says when it was published.'),
  changes: z.int(),
  pullRequests: z.int().describe('Changes that are known by their pull request.'),
  reported: z.int().describe('Changes of which it is known when their issue was reported.'),
})

export const importDocument = z
  .strictObject({
    schema: z.literal('release-captain/import/1'),
    repository: z.string(),
    imported: z.array(release).readonly().describe('What came onto the record, by line, the oldest first.'),
    known: z.array(z.string()).readonly().describe('Versions that were on record already.'),
  })
  .meta({ title: 'release-captain import --json' })

export function toImportJson({ repository, imported, known }: ImportReport): z.output<typeof importDocument> {
  return { schema: 'release-captain/import/1', repository, imported: [...imported], known: [...known] }
}
