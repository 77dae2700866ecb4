import { isPull, type PullIssue } from '../../github/views/pull.ts'
import { APPROVER, AUTHOR, CAPTAIN, LABEL, type TourContext } from './tour-context.ts'

/** §1.1: someone says that a change belongs in the patch. */
export async function makeCandidate(playing: TourContext): Promise<PullIssue> {
  const { guide, queries, version } = playing
  const fix = await getApproved(playing, await fixOf(playing))
  const view = `/issues/${fix.number}`
  await guide.tells({
    section: '§1.1',
    title: "A fix that can't wait",
    says: `Linus has written a fix, #${fix.number}, and Grace has approved it. Ada adds the label ${LABEL}: she wants it in the next patch, ${version}. Watch for the check of the App.`,
    view,
    mark: 'labels',
  })
  await guide.person(CAPTAIN).labels(fix.number, LABEL)
  await guide.waits({
    what: 'the App to judge the change',
    seen: () => queries.verdict(fix.pull.head),
    seconds: 20,
    otherwise: `No check of the App appeared on #${fix.number} within 20 seconds. Is an App connected? “Deliveries” shows its answers.`,
  })
  await guide.points({ view, mark: 'checks' })
  return fix
}

/** A fix of the author's that is open, or one that is written now. */
async function fixOf({ guide, version }: TourContext): Promise<PullIssue> {
  const open = guide.repository.issues
    .filter(isPull)
    .find((one) => !one.closed && !one.pull.draft && one.by.login === AUTHOR && one.title.startsWith('fix'))
  if (open) return open
  const author = guide.person(AUTHOR)
  const title = `fix(engine): do not crash on a name without letters (for ${version})`
  const head = `fix/names-${guide.github.world.nextId()}`
  const body = 'A task whose name had no letter in it stopped the queue.\n\nSeverity: P1\nRisk: low'
  await author.pushes({
    branch: head,
    message: `${title}\n\n${body}`,
    files: {
      [`src/engine/names-${version}.ts`]:
        '/** A name has a letter in it. */\nexport const isName = (text: string) => /\\p{L}/u.test(text)\n',
      [`test/names-${version}.test.ts`]: `import assert from 'node:assert/strict'\nimport { test } from 'node:test'\nimport { isName } from '../src/engine/names-${version}.ts'\n\ntest('a name has a letter in it', () => assert.ok(!isName('123')))\n`,
    },
  })
  return author.opensPullRequest({ title, head, body })
}

async function getApproved({ guide }: TourContext, fix: PullIssue): Promise<PullIssue> {
  const isApproved = fix.pull.reviews.some(({ state }) => state === 'APPROVED')
  if (!isApproved) await guide.person(APPROVER).reviews(fix.number, 'APPROVED', 'Reads well, and has a test.')
  return fix
}

/** §1.1: what is picked was reviewed, tested and merged to main before. */
export async function isMerged({ guide, queries }: TourContext, fix: PullIssue): Promise<void> {
  const view = `/issues/${fix.number}`
  await guide.tells({
    section: '§1.1',
    title: 'Reviewed, tested, merged',
    says: 'A patch takes only changes that are on main. The fix is reviewed. When the tests are green, Ada merges it.',
    view,
    mark: 'merge',
  })
  await guide.waits({
    what: 'the tests of the pull request',
    seen: () => (queries.tests(fix.pull.head) === 'passed' ? true : undefined),
    seconds: 40,
    otherwise: `The tests on #${fix.number} aren't green. Run them again under “Runs”, then start the tour again.`,
  })
  if (!fix.closed) await guide.person(CAPTAIN).merges(fix.number)
}
