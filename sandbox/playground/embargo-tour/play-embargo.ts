import { resolveRevisionToCommit } from '../../github/git/refs.ts'
import type { AdvisoryState } from '../../github/records/advisory-state.ts'
import { formatFullName } from '../../github/world.ts'
import type { EmbargoStage } from '../stage/embargo.ts'
import { createQueries, readNextPatch } from '../tour/github-queries.ts'
import type { Guide } from '../tour/guide.ts'
import type { TourPlay } from '../tour/open-tour.ts'
import { sayCommand, type TourContext } from '../tour/tour-context.ts'
import { playDisclosure } from './disclosure.ts'
import { EMBARGO_VIEW, type EmbargoPlay, waitForQuestion } from './embargo-context.ts'

/** How many captions it has. */
const CAPTIONS = 8
const REPORTER = 'mira'
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'

/** An embargo: from a report that nobody else reads to its disclosure. */
export function createEmbargoTour(stage: EmbargoStage): TourPlay {
  return { captions: CAPTIONS, play: (guide) => playEmbargo(guide, stage) }
}

async function playEmbargo(given: Guide, stage: EmbargoStage): Promise<void> {
  const { hidden } = stage
  const here = { in: formatFullName(hidden) }
  const guide: Guide = {
    ...given,
    repository: hidden,
    person: (login) => given.github.person(login, here),
  }
  const playing = { guide, queries: createQueries(guide), version: await readNextPatch(hidden) }
  const fix = await mergeFix(playing)
  const tracking = await openEmbargoed(playing, stage, fix)
  const embargo = { ...playing, stage, tracking }
  await writeAdvisory(embargo, fix)
  await prepare(embargo)
  await playDisclosure(embargo)
}

async function mergeFix({ guide, version }: TourContext): Promise<number> {
  await guide.tells({
    section: 'Embargo',
    title: 'A vulnerability, reported in private',
    says: 'Mira has found that old tokens are still accepted. Linus fixes it in the private repository of the security team. Grace approves it, and Ada merges it there.',
    view: EMBARGO_VIEW,
    mark: 'insider',
  })
  const linus = guide.person('linus')
  const title = 'fix(security): refuse tokens that are too old'
  const body = 'Severity: P0\nRisk: low'
  const head = `tokens-${version}`
  await linus.pushes({
    branch: head,
    message: `${title}\n\n${body}`,
    files: {
      'src/tokens.ts': `export const isFresh = (age: number) => age < 3600 // ${version}\n`,
      [`test/tokens-${version}.test.ts`]: '// an old token is refused\n',
    },
  })
  const { number } = await linus.opensPullRequest({ title, head, body })
  await guide.person('grace').reviews(number, 'APPROVED')
  await guide.person('ada').merges(number, 'squash')
  return number
}

async function openEmbargoed(playing: TourContext, stage: EmbargoStage, fix: number): Promise<number> {
  const { guide, queries, version } = playing
  await guide.tells({
    section: 'Embargo',
    title: `Open ${version} under embargo`,
    says: 'Sol, of the security team, comments /release security new there. The App opens the release in the private repository, and drafts the advisory in the public one, where only the security team can read a draft.',
    view: EMBARGO_VIEW,
    mark: 'insider',
  })
  const known = stage.open.advisories.length
  const tracking = await sayCommand(playing, {
    who: 'sol',
    on: fix,
    command: `/release security new ${version}`,
    what: 'tracking issue',
    seen: () => queries.trackingIssue(version),
    seconds: 40,
  })
  await guide.waits({
    what: 'the draft of the advisory',
    seen: () => stage.open.advisories[known],
    seconds: 40,
    otherwise: 'The App drafted no advisory within 40 seconds.',
  })
  return tracking.number
}

/** What only people know of it, and what the App finds by itself. */
async function writeAdvisory(playing: EmbargoPlay, fix: number): Promise<void> {
  const { guide, stage, tracking } = playing
  await guide.tells({
    section: 'Advisory',
    title: 'The advisory',
    says: 'The security team writes the advisory on GitHub. Sol scores it by its CVSS vector, and names the commit that brought the fault: the releases that contain it are affected.',
    view: EMBARGO_VIEW,
    mark: 'advisory',
  })
  const draft = stage.open.advisories.at(-1)
  if (!draft) return
  write(draft)
  await guide.waits({
    what: 'the plan of the release',
    seen: () => (playing.queries.issue(tracking)?.body?.includes('Plan `') ? true : undefined),
    seconds: 60,
    otherwise: 'The App made no plan within 60 seconds.',
  })
  await sayCommand(playing, {
    who: 'sol',
    on: tracking,
    command: `/release assess #${fix} risk=low type=security cvss=${VECTOR}`,
    what: 'vector in the advisory',
    seen: () => (draft.cvss === VECTOR ? true : undefined),
    seconds: 40,
  })
  const faulty = (await readFault(playing)).slice(0, 10)
  await sayCommand(playing, {
    who: 'sol',
    on: tracking,
    command: `/release advisory introduced-by=${faulty}`,
    what: 'affected range',
    seen: () => (draft.affected.some(({ range }) => range !== null) ? true : undefined),
    seconds: 40,
  })
  await sayCommand(playing, {
    who: 'sol',
    on: tracking,
    command: `/release advisory cve=CVE-2026-${10_000 + fix}`,
    what: 'CVE id in the advisory',
    seen: () => draft.cve ?? undefined,
    seconds: 40,
  })
}

/** As people write it on GitHub, in the sections that the App drafted. */
function write(draft: AdvisoryState): void {
  draft.summary = 'Old tokens are still accepted'
  draft.description = draft.description
    .replace('## Summary\n', '## Summary\n\nThe gateway accepts tokens that are too old.\n')
    .replace('## Impact\n', '## Impact\n\nAn attacker with an old token acts as its owner.\n')
    .replace('## Mitigation\n', '## Mitigation\n\nRevoke all tokens that are older than an hour.\n')
  draft.credits = [{ login: REPORTER, type: 'reporter' }]
}

/** The last release has the fault, and so does everything before. */
async function readFault({ guide, version }: EmbargoPlay): Promise<string> {
  const [, line = '', patch = '0'] = /^(v\d+\.\d+)\.(\d+)$/.exec(version) ?? []
  const commit = await resolveRevisionToCommit(guide.repository.gitDir, `${line}.${Number(patch) - 1}`)
  if (commit === undefined) throw new Error(`Nothing was released before ${version}.`)
  return commit
}

/** §1 to §3 as for every release, but in private: branch, tests, review, checklist, tag and build. */
async function prepare(playing: EmbargoPlay): Promise<void> {
  const { guide, queries, version, tracking } = playing
  await guide.tells({
    section: '§1–§3',
    title: 'Prepared like every release',
    says: `Ada cuts ${version}: branch, pull request, tests, review, tag and build, all of it in the private repository. Sam, of the security team, approves the fix on exactly this head. The advisory ticks the rest of the security checklist.`,
    view: EMBARGO_VIEW,
    mark: 'insider',
  })
  const pull = await sayCommand(playing, {
    who: 'ada',
    on: tracking,
    command: '/release cut',
    what: 'pull request',
    seen: () => queries.releasePull(version),
    seconds: 90,
  })
  await guide.person('sam').reviews(pull.number, 'APPROVED')
  await guide.waits({
    what: 'the checklist',
    seen: () => (queries.issue(tracking)?.body?.includes('smoke-tests') ? true : undefined),
    seconds: 60,
    otherwise: 'The App showed no checklist within 60 seconds.',
  })
  await guide.person('ada').comments(tracking, '/release check smoke-tests')
  await waitForQuestion(playing, `### Tag ${version}?`)
  await sayCommand(playing, {
    who: 'grace',
    on: tracking,
    command: '/release go',
    what: `tag ${version}`,
    seen: () => queries.tag(version),
    seconds: 60,
  })
  await guide.waits({
    what: 'the build',
    seen: () => (queries.issue(tracking)?.body?.includes('is built') ? true : undefined),
    seconds: 60,
    otherwise: `The App didn't see the build of ${version} within 60 seconds.`,
  })
}
