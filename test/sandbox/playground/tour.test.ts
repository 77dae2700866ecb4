import { describe, expect, it } from 'vitest'
import { openTour, type Tour } from '../../../sandbox/playground/tour/open-tour.ts'
import type { TourView } from '../../../sandbox/playground/wire/wire.ts'
import type { Lacking } from '../stand-in.ts'
import { openPlayground, type Playground } from './playground.ts'

interface Played {
  readonly world: Playground
  readonly tour: Tour
  /** Every view of it, in order. */
  readonly views: readonly TourView[]
}

/** `patience` scales how long it waits for the App: little, where that is what the test is about. */
async function open(app: Lacking | null, timeout = 0.5): Promise<Played> {
  const world = await openPlayground(app ? { app } : {})
  const [repository] = world.github.world.repositories.values()
  if (!repository) throw new Error('no repository')
  const tour = openTour({ ...world, repository, readingMs: 1, patience: timeout })
  const views: TourView[] = []
  tour.onChange(() => {
    const view = tour.view()
    if (view) views.push(view)
  })
  return { world, tour, views }
}

async function play(app: Lacking | null, timeout?: number): Promise<Played> {
  const played = await open(app, timeout)
  played.tour.start()
  await played.tour.over()
  return played
}

/** Who said which command, in order. */
function commandsIn({ github }: Playground): string[] {
  const [repository] = github.world.repositories.values()
  return (repository?.comments ?? [])
    .filter(({ body }) => body.startsWith('/release'))
    .map(({ by, body }) => `${by.login}: ${body}`)
}

describe('the guided tour', () => {
  it('plays a whole release by what people do, and the App does the rest', async () => {
    const { world, tour, views } = await play({})
    expect(tour.view()).toMatchObject({ state: 'done', step: 10, of: 10 })
    expect(commandsIn(world)).toEqual([
      'ada: /release cut v2.0.1',
      'grace: /release go',
      'ada: /release publish',
    ])
    const captions = new Map(views.map(({ section, title }) => [title, section]))
    expect([...captions]).toMatchInlineSnapshot(`
      [
        [
          "A fix that can't wait",
          "§1.1",
        ],
        [
          "Reviewed, tested, merged",
          "§1.1",
        ],
        [
          "Cut v2.0.1",
          "§1.2",
        ],
        [
          "Branch, picks, version bump",
          "§1.3",
        ],
        [
          "Automated tests",
          "§2.1",
        ],
        [
          "The release checklist",
          "§2.2",
        ],
        [
          "Another maintainer approves",
          "§3.2",
        ],
        [
          "A signed tag, and the build",
          "§3.2",
        ],
        [
          "Publish",
          "§5.2",
        ],
        [
          "Everyone hears about it, once",
          "§5.2",
        ],
      ]
    `)
    const [repository] = world.github.world.repositories.values()
    expect(repository?.releases.map(({ tag, draft }) => [tag, draft])).toEqual([['v2.0.1', false]])
  })

  it('leaves out what the App says does not fit, and asks again', async () => {
    const { world, tour } = await play({ refuses: '#1244' })
    expect(tour.view()?.state).toBe('done')
    expect(commandsIn(world).slice(0, 3)).toEqual([
      'ada: /release cut v2.0.1',
      'ada: /release drop #1244 because it does not fit this line; it is for the next minor release',
      'ada: /release cut v2.0.1',
    ])
  })

  it('says so where nobody listens', async () => {
    const { tour } = await play(null, 0.02)
    expect(tour.view()).toMatchObject({ state: 'gave-up', step: 1, waitsFor: null })
    expect(tour.view()?.says).toMatchInlineSnapshot(
      `"No check of the App appeared on #1256 within 20 seconds. Is an App connected? “Deliveries” shows its answers."`,
    )
  })

  it('says what was said, and that nothing came of it', async () => {
    const { tour } = await play({ deafTo: ['go'] }, 0.1)
    expect(tour.view()).toMatchObject({ state: 'gave-up', section: '§3.2' })
    expect(tour.view()?.says).toMatchInlineSnapshot(
      `"\`/release go\` on #1260 had no effect within 40 seconds: there is no tag v2.0.1. The App did not answer."`,
    )
  })

  it('runs the world faster while it plays, and as before afterwards', async () => {
    const { world, tour } = await open(null, 0.02)
    world.clock.runs(1)
    tour.start()
    const during = world.clock.speed()
    await tour.over()
    expect([during, world.clock.speed()]).toEqual([60, 1])
  })

  it('ends when whoever watches stops it, whatever it waits for', async () => {
    const { tour, views } = await open({ deafTo: ['cut'] })
    tour.onChange(() => {
      if (views.at(-1)?.waitsFor?.includes('the branch')) tour.stop()
    })
    tour.start()
    await tour.over()
    expect(tour.view()).toMatchObject({ state: 'stopped', section: '§1.2' })
  })

  it('is one at a time, and can be played again', async () => {
    const { world, tour } = await play({})
    tour.start()
    tour.start()
    await tour.over()
    expect(tour.view()?.state).toBe('done')
    expect(commandsIn(world).filter((one) => one.endsWith('cut v2.0.2'))).toHaveLength(1)
  })
})
