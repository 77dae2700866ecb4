import type { Clock } from '../../clock.ts'
import type { SandboxGitHub } from '../../github/open.ts'
import { openChanges } from './changes.ts'
import { type Ci, playCi } from './ci.ts'
import type { EmbargoStage } from './embargo.ts'
import { type Actor, PEOPLE } from './people.ts'
import { WORKFLOWS } from './workflows.ts'

/** A product with its people and its CI, set up to be played with. */
export interface Stage {
  /** `godel/api`. */
  readonly repository: string
  readonly people: readonly Actor[]
  readonly ci: Ci
  /** Null, or left out, where there is no security team. */
  readonly embargo?: EmbargoStage | null
  /** Ends what runs by itself. */
  readonly close: () => void
}

interface StageOptions {
  readonly clock: Clock
  /** What no commit tells: labels of pull requests and issues that are over, by their numbers. */
  readonly labels?: Readonly<Record<number, readonly string[]>>
}

const LABELS = {
  'patch-candidate': ['5319e7', 'Belongs in the next patch release'],
  security: ['b60205', 'A security fix (§ Eligible Changes)'],
  'data-loss': ['b60205', 'Corruption, deletion'],
  crash: ['d93f0b', 'The server crashes'],
  regression: ['d93f0b', 'It worked in the previous version'],
  performance: ['fbca04', 'Severe degradation: case by case'],
  bug: ['e99695', 'Something is wrong'],
  enhancement: ['0e8a16', 'Something new'],
  P0: ['7f0000', 'Now'],
  P1: ['b60205', 'This week'],
} as const

/**
 * Sets up the first repository of a GitHub: people with their roles, labels, what its history remembers, a CI that
 * takes its time by the world's clock, and a few changes that are under way. What that sets off is no news: the
 * delivery log is empty afterwards.
 */
export async function setUpStage(
  github: SandboxGitHub,
  { clock, labels = {} }: StageOptions,
): Promise<Stage> {
  const [repository] = github.world.repositories.values()
  if (!repository)
    throw new Error("The sandbox has no repository yet. Make one first: github.repository('api').")
  for (const [name, [color, description]] of Object.entries(LABELS)) {
    repository.labels.set(name.toLowerCase(), { id: github.world.nextId(), name, color, description })
  }
  const tests = WORKFLOWS.filter(({ isTest }) => isTest).map(({ name }) => name)
  await github.remembers({ labels, checks: tests })
  for (const { login, role } of PEOPLE) github.person(login, { role })
  const runner = github.runner()
  const courses = new Map(WORKFLOWS.map((one) => [runner.has(one), one.course]))
  await openChanges(github)
  for (const run of runner.waiting()) await runner.ends(run, 'success')
  await github.deliveries.forget()
  const ci = playCi(github, { clock, courses })
  return {
    repository: `${repository.owner.login}/${repository.name}`,
    people: PEOPLE,
    ci,
    close: ci.close,
  }
}
