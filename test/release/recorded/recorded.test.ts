import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { releaseEventSchema } from '../../../src/release/lifecycle/events.ts'
import { replay } from '../../../src/release/lifecycle/evolve/evolve.ts'
import { type RecordedHistory, summarize } from './stories.ts'

const FOLDER = new URL('./', import.meta.url)

describe('releases that an earlier program recorded', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl'))
  const histories = files.flatMap((file) =>
    readFileSync(new URL(file, FOLDER), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): RecordedHistory & { readonly file: string } => ({ ...JSON.parse(line), file })),
  )

  it('are read by this one, and stand where they stood', () => {
    for (const { events, is } of histories) {
      const release = replay(events.map((event) => releaseEventSchema.parse(event)))
      expect(summarize(release)).toEqual(is)
    }
  })

  it('are at least twenty a version, with most kinds of events', () => {
    for (const file of files)
      expect(histories.filter((one) => one.file === file).length).toBeGreaterThanOrEqual(20)
    const kinds = new Set(
      histories.flatMap(({ events }) => events.map((event) => releaseEventSchema.parse(event).type)),
    )
    expect(kinds.size).toBeGreaterThanOrEqual(60)
  })
})
