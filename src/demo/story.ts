import { addVersionPrefix } from '../release/version-form.ts'
import {
  type Branch,
  commitAll,
  commitChange,
  getTip,
  mergePullRequest,
  parseMinute,
  pickChange,
  UNBORN_MAIN,
} from './branch.ts'
import {
  BEGIN_TWO,
  BEGIN_TWO_ONE,
  BUSY_WORKERS,
  NOTHING_AFTER_STOP,
  QUOTED_NAMES,
  REHEARSAL,
  TOO_LONG_ON_MAIN,
  TOO_LONG_ON_THE_LINE,
} from './changes/around-the-cut.ts'
import { EQUAL_PRIORITIES, TO_ONE_NINE, TO_TWO } from './changes/before-two.ts'
import { AFTER_NOON, BROKEN_BODY, LEAK, QUERIES, RACE } from './changes/fixes.ts'
import {
  createFewWorkersAgain,
  FULL_DISK,
  MANY_WORKERS,
  MEMORY,
  ONE_TASK,
  PAGES,
  PORTS,
  RETRY_AFTER,
  SNAPSHOTS,
  VERSION_HEADER,
} from './changes/left-behind.ts'
import { TIMERS, TIMING, UNSIGNED } from './changes/security.ts'
import type { HistoryWriter } from './history.ts'
import { INES } from './people.ts'
import { bumpFiles } from './product/manifest.ts'

/**
 * The story of the demo product, from its first commit to the day before the release day of v2.0.1. Every shape that
 * §1.1 has to deal with is in it once; docs/demo.md tells what to look at.
 */
export async function tellStory(writer: HistoryWriter): Promise<void> {
  const oneNine = await tellOneNine(writer)
  const cut = await tellTowardTwo(writer, oneNine)
  const main = await tellTwo(writer, cut)
  await tellSinceTwo(writer, main)
}

/** v1.9.0 from main, and v1.9.1 with one fix picked onto its line. */
async function tellOneNine(writer: HistoryWriter): Promise<Branch> {
  const main = await commitAll(writer, UNBORN_MAIN, TO_ONE_NINE)
  tagVersion(writer, main, { version: '1.9.0', at: '2025-12-02T10:00' })

  const fixed = await commitChange(writer, main, EQUAL_PRIORITIES)
  const at = '2025-12-10T09:10'
  const origin = { change: EQUAL_PRIORITIES, from: getTip(fixed), by: INES, at }
  const line = await pickChange(writer, { ...main, ref: 'refs/heads/release/v1.9.1' }, origin)
  await releaseVersion(writer, line, { from: '1.9.0', version: '1.9.1', at: '2025-12-10T10:00' })
  return fixed
}

function tellTowardTwo(writer: HistoryWriter, main: Branch): Promise<Branch> {
  return commitAll(writer, main, [BEGIN_TWO, ...TO_TWO])
}

/** What main and the branch of v2.0.0 went through side by side: three fixes reach both, each in its own way. */
async function tellTwo(writer: HistoryWriter, cut: Branch): Promise<Branch> {
  const busy = await commitChange(writer, cut, BUSY_WORKERS)
  const stopped = await commitChange(writer, busy, NOTHING_AFTER_STOP)
  const main = await commitAll(writer, stopped, [TOO_LONG_ON_MAIN, QUOTED_NAMES, BEGIN_TWO_ONE])

  const origin = { change: NOTHING_AFTER_STOP, from: getTip(stopped), by: INES, at: '2026-01-29T09:00' }
  const branch = await pickChange(writer, { ...cut, ref: 'refs/heads/release/v2.0.0' }, origin)
  const line = await commitAll(writer, branch, [TOO_LONG_ON_THE_LINE, adaptToLine(QUOTED_NAMES), REHEARSAL])
  await releaseVersion(writer, line, { from: '2.0.0-dev', version: '2.0.0', at: '2026-02-03T10:00' })
  return main
}

function adaptToLine(change: typeof QUOTED_NAMES): typeof QUOTED_NAMES {
  return { ...change, at: '2026-01-30T17:00' }
}

/** What v2.0.1 chooses from. */
async function tellSinceTwo(writer: HistoryWriter, cut: Branch): Promise<void> {
  const many = await commitAll(writer, cut, [
    SNAPSHOTS,
    LEAK,
    ...AFTER_NOON,
    PAGES,
    QUERIES,
    ONE_TASK,
    PORTS,
    FULL_DISK,
    MANY_WORKERS,
  ])
  const fewAgain = [
    MEMORY,
    createFewWorkersAgain(getTip(many)),
    VERSION_HEADER,
    BROKEN_BODY,
    RETRY_AFTER,
    TIMING,
  ]
  const raceless = await mergePullRequest(writer, await commitAll(writer, many, fewAgain), {
    number: 1235,
    name: 'state-store-race',
    title: 'fix(store): resolve race condition in state store',
    at: '2026-02-09T19:30',
    changes: RACE,
  })
  await commitAll(writer, raceless, [UNSIGNED, TIMERS])
}

/** The bump of §1.3 and the tag of §3.2. */
async function releaseVersion(
  writer: HistoryWriter,
  branch: Branch,
  { from, version, at }: { from: string; version: string; at: string },
): Promise<void> {
  const subject = `chore: bump version to ${version}`
  const bumped = await commitChange(writer, branch, {
    at,
    author: INES,
    subject,
    edits: bumpFiles(from, version),
  })
  tagVersion(writer, bumped, { version, at })
}

function tagVersion(
  writer: HistoryWriter,
  branch: Branch,
  { version, at }: { version: string; at: string },
): void {
  writer.tag({
    name: addVersionPrefix(version),
    commit: getTip(branch),
    tagger: INES,
    at: parseMinute(at),
    message: `Release v${version}\n`,
  })
}
