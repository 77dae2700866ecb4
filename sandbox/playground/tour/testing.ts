import { type ListTask, parseTasks, setTask } from '../markdown/parse.ts'
import { APPROVER, CAPTAIN, type ReleasePlace, type TourContext } from './tour-context.ts'

/** §2.1: every test is green on exactly this commit. */
export async function waitForTests({ guide, queries }: TourContext, { pull }: ReleasePlace): Promise<void> {
  await guide.tells({
    section: '§2.1',
    title: 'Automated tests',
    says: "The checks run on the head of the release branch. Only success is green; a missing, old, canceled or neutral check isn't.",
    view: `/issues/${pull.number}`,
    mark: 'checks',
  })
  const end = await guide.waits({
    what: 'the tests of the release branch',
    seen: () => queries.tests(pull.pull.head),
    seconds: 60,
    otherwise: 'The tests of the release branch did not end within 60 seconds.',
  })
  if (end === 'failed')
    await guide.waits({
      what: 'a failed test to be run again (you can do it under “Runs”)',
      seen: () => (queries.tests(pull.pull.head) === 'passed' ? true : undefined),
      seconds: 60,
      otherwise: 'A test failed on the release branch, so the gate stays closed, as it should.',
    })
}

/** §2.2: people verify by hand, and say so by a tick. */
export async function tickChecklist(playing: TourContext, { tracking }: ReleasePlace): Promise<void> {
  const { guide } = playing
  await guide.tells({
    section: '§2.2',
    title: 'The release checklist',
    says: 'Some things only people can verify. Ada ticks the checklist in the tracking issue. The App records each tick, with the person and the time.',
    view: `/issues/${tracking.number}`,
    mark: 'tasks',
  })
  const all = await guide.waits({
    what: 'the checklist in the tracking issue',
    seen: () => (listTasks(tracking.body, RELEASE_CHECKLIST).length > 0 ? true : undefined),
    seconds: 20,
    otherwise: `There is no checklist in #${tracking.number}.`,
  })
  if (all) await tickAll(playing, tracking.number, RELEASE_CHECKLIST)
}

/** A line that says who ticked it, or what proves it. */
const WITH_WHO = /ada|grace|proved/
/** How `/release check` names a line, in the text without its code marks. */
const ITEM_ID = /([a-z][a-z0-9-]*)(?: · .*)?$/
const RELEASE_CHECKLIST = /release checklist|manual verification|checklist/i

/**
 * One tick after the other, as people do. What the App doesn't take, or draws over meanwhile, another maintainer answers for
 * by a command: no one answers for their own fix.
 */
export async function tickAll(playing: TourContext, number: number, under: RegExp): Promise<void> {
  const { guide, queries } = playing
  const list = () => listTasks(queries.issue(number)?.body ?? null, under)
  const listOpenTasks = () => list().filter(({ checked }) => !checked)
  for (const { text } of listOpenTasks()) await tickTask(playing, number, text)
  await guide.hopes({
    what: 'the App to take the ticks',
    // The App draws the list again, with who ticked; what it didn't take is open again then.
    seen: () => (list().every(({ text }) => WITH_WHO.test(text)) ? true : undefined),
    seconds: 5,
  })
  for (let round = 0; round < 2; round += 1)
    for (const task of listOpenTasks()) await checkByCommand(playing, number, task)
  await guide.waits({
    what: 'the checklist to be done',
    seen: () => (listOpenTasks().length === 0 ? true : undefined),
    seconds: 10,
    otherwise: `The ticks in #${number} disappear: ${listOpenTasks()
      .map(({ text }) => text)
      .join('; ')}.`,
  })
}

async function checkByCommand(
  { guide, queries }: TourContext,
  number: number,
  { text }: ListTask,
): Promise<void> {
  const [, id] = ITEM_ID.exec(text) ?? []
  if (id === undefined) return
  await guide.person(APPROVER).comments(number, `/release check ${id}`)
  await guide.hopes({
    what: `the App to take ${id}`,
    seen: () => {
      const body = queries.issue(number)?.body ?? ''
      return parseTasks(body).some((task) => task.checked && ITEM_ID.exec(task.text)?.[1] === id)
        ? true
        : undefined
    },
    seconds: 10,
  })
}

async function tickTask(
  { guide, queries }: Pick<TourContext, 'guide' | 'queries'>,
  number: number,
  text: string,
): Promise<void> {
  const body = queries.issue(number)?.body ?? ''
  const index = parseTasks(body).findIndex((task) => task.text === text && !task.checked)
  const ticked = index < 0 ? null : setTask(body, { index, checked: true, says: text })
  if (ticked !== null) await guide.person(CAPTAIN).edits(number, { body: ticked })
  await guide.rests(1 / 8)
}

/** The tasks under some headings; where there is none of these, every task. */
function listTasks(body: string | null, heading: RegExp): ListTask[] {
  const tasks = parseTasks(body ?? '')
  const named = tasks.filter(({ under }) => heading.test(under))
  return named.length > 0 ? named : tasks
}
