import { type ListTask, parseTasks, setTask } from '../markdown/parse.ts'
import { CAPTAIN, type ReleasePlace, type TourContext } from './tour-context.ts'

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
    seen: () => (listTasks(tracking.body).length > 0 ? true : undefined),
    seconds: 20,
    otherwise: `There is no checklist in #${tracking.number}.`,
  })
  if (all) await tickAll(playing, tracking.number)
}

/** One tick after the other, as people do; what the App draws over meanwhile is ticked once more. */
async function tickAll({ guide, queries }: TourContext, number: number): Promise<void> {
  const listOpenTasks = () => listTasks(queries.issue(number)?.body ?? null).filter(({ checked }) => !checked)
  for (let round = 0; round < 3 && listOpenTasks().length > 0; round += 1) {
    for (const { text } of listOpenTasks()) await tickTask({ guide, queries }, number, text)
    await guide.hopes({
      what: 'the App to take the ticks',
      seen: () => (listOpenTasks().length === 0 ? true : undefined),
      seconds: 4,
    })
  }
  await guide.waits({
    what: 'the checklist to be done',
    seen: () => (listOpenTasks().length === 0 ? true : undefined),
    seconds: 10,
    otherwise: `The ticks in #${number} disappear: ${listOpenTasks()
      .map(({ text }) => text)
      .join('; ')}.`,
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

/** The list of §2.2; where no heading names one, every task. */
function listTasks(body: string | null): ListTask[] {
  const tasks = parseTasks(body ?? '')
  const named = tasks.filter(({ under }) => /release checklist|manual verification|checklist/i.test(under))
  return named.length > 0 ? named : tasks
}
