import type { CheckRunState, StoredIssue } from '../../../sandbox/github/state.ts'
import { isPull, type PullIssue } from '../../../sandbox/github/views/pull.ts'
import type { OnceWorld } from './world.ts'

/**
 * What people do in a whole release, each thing once, when GitHub shows them that it is time: a label, the cut, a
 * conflict resolved, a test that fails and is run again, ticks, a go, and the word to publish. Returns when everybody
 * was told.
 */
export async function playRelease(world: OnceWorld): Promise<void> {
  const tracking = await nominate(world)
  await says(world, tracking, { by: 'ada', text: '/release cut v2.0.1' })
  await resolvesConflict(world)
  await testsAgain(world, tracking)
  await ticks(world, tracking)
  await world.until('the question', () => asks(world, tracking, 'Tag v2.0.1?'))
  await says(world, tracking, { by: 'grace', text: '/release go' })
  await world.until('the time to publish', () => /`\/release publish`/.test(tracking.body ?? ''))
  await says(world, tracking, { by: 'ada', text: '/release publish' })
  await world.until('the end', () => tracking.closed !== null)
  const { bug, fixes } = world.product
  for (const number of [bug, ...Object.values(fixes)])
    await world.until(`the word at #${number}`, () =>
      heard(world, number).some((body) => /shipped in/.test(body)),
    )
}

/** Linus names the first fix by its issue and the others themselves. */
async function nominate({ github, product, issue, until }: OnceWorld): Promise<StoredIssue> {
  const { bug, fixes } = product
  const linus = github.person('linus')
  for (const number of [bug, fixes.second, fixes.conflicting]) await linus.labels(number, 'patch-candidate')
  const tracking = await until('the tracking issue', () =>
    issue(({ title, pull }) => pull === null && title === 'Release v2.0.1'),
  )
  await until('the plan', () => Object.values(fixes).every((number) => tracking.body?.includes(`#${number}`)))
  return tracking
}

interface Said {
  readonly by: string
  readonly text: string
}

/** Says something, and waits for the answer. */
export async function says(world: OnceWorld, { number }: StoredIssue, { by, text }: Said): Promise<void> {
  const { id } = await world.github.person(by).comments(number, text)
  await world.until(`the answer to ${text}`, () =>
    heard(world, number).some((body) => body.includes(`answer comment-${id} `)),
  )
}

/** What the App said at an issue or pull request. */
function heard({ repository }: OnceWorld, number: number): string[] {
  return repository.comments
    .filter(({ issue, by }) => issue === number && by.type === 'Bot')
    .map(({ body }) => body)
}

/** Linus, to whom the pull request is assigned, takes the markers out and merges it when its check is green. */
async function resolvesConflict(world: OnceWorld): Promise<void> {
  const { github, issue, until, product } = world
  const linus = github.person('linus')
  const { number, pull, assignees } = await until('the conflict', () =>
    pullFrom(issue, `release/v2.0.1-pick-${product.fixes.conflicting}`),
  )
  await until('its assignee', () => assignees.some(({ login }) => login === 'linus'))
  await until('its red check', () => conflictCheck(world, pull.head) === 'failure')
  const files = { 'src/c.ts': 'export const c = 2\n' }
  const message = 'fix: count right from one'
  const resolved = await linus.pushes({ branch: pull.headBranch, message, files })
  await until('its green check', () => conflictCheck(world, resolved) === 'success')
  await linus.marks(number, 'ready')
  await linus.merges(number, 'merge')
}

function conflictCheck({ repository }: OnceWorld, head: string): string | null | undefined {
  const isOf = ({ suite, name }: CheckRunState) =>
    suite.head === head && name === 'Release Captain / conflict'
  return repository.checks.find(isOf)?.conclusion
}

function pullFrom(issue: OnceWorld['issue'], branch: string): PullIssue | undefined {
  const found = issue(({ pull }) => pull?.headBranch === branch)
  return isPull(found) ? found : undefined
}

/** A test fails on the head of the release, and passes when it is run again. */
async function testsAgain(world: OnceWorld, tracking: StoredIssue): Promise<void> {
  const { github, repository, product, until } = world
  const { pull } = await until('the release pull request', () => pullFrom(world.issue, 'release/v2.0.1'))
  const runner = github.runner()
  const waits = (...texts: readonly string[]) =>
    until(texts.join(' and '), () => texts.every((text) => tracking.body?.includes(text)))
  // The picks were tested one by one, and nothing but the checklist is left.
  await waits('2 of 2 green', 'Waits for 2 checklist items')
  const run = repository.runs.find((one) => one.workflow === product.integration && one.head === pull.head)
  if (!run) throw new Error('The test never ran on the head of the release.')
  runner.answers(product.integration, 'failure')
  await runner.reruns(run)
  await waits('1 of 2 green')
  runner.answers(product.integration, 'success')
  await says(world, tracking, { by: 'ada', text: '/release retry integration' })
  await waits('2 of 2 green', 'Waits for 2 checklist items')
}

/** One by a comment, the other by a tick in the issue itself. */
async function ticks(world: OnceWorld, tracking: StoredIssue): Promise<void> {
  await says(world, tracking, { by: 'ada', text: '/release check smoke' })
  const open = await world.until('the list', () => /- \[ \] [^\n]*item paths/.test(tracking.body ?? ''))
  if (!open) return
  const body = (tracking.body ?? '').replace(/- \[ \]([^\n]*item paths)/, '- [x]$1')
  await world.github.person('ada').edits(tracking.number, { body })
}

export function asks(world: OnceWorld, { number }: StoredIssue, question: string): boolean {
  return heard(world, number).some((body) => body.startsWith(`### ${question}`))
}
