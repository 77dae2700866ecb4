import { renderTrackingIssue } from '../../../src/messages/github/issue/tracking-issue.ts'
import type { AskedOf } from '../../../src/release/lifecycle/commands.ts'
import type { OpenRelease, Release } from '../../../src/release/lifecycle/state.ts'
import type { PinnedPick, Planned } from '../../../src/release/lifecycle/words.ts'
import { ada, cem, eve, type News, opening, Story } from '../../release/lifecycle/story.ts'

export const WEB_URL = 'https://github.com/godel/godel'
export const ID = '77:v2.0.1'

type Opened = Exclude<Release, { status: 'unopened' }>

const MAIN = 'cef35e333c'.padEnd(40, '0')
const BUILT = 'b1d0e2f224'.padEnd(40, '0')
const BUMPED = 'a7c3e91b52'.padEnd(40, '0')

const PICKS: readonly PinnedPick[] = [
  pick('#5', 'fix(engine): fix memory leak in task engine', { type: 'crash', outcome: 'clean' }),
  pick('#7', 'fix(gateway): authentication bypass with an empty token', {
    type: 'crash',
    outcome: 'clean',
    authors: [eve.person],
    flags: ['#7 has a follow-up on main: #15.'],
  }),
  pick('#8', 'fix(store): keep the last snapshot when the disk is full', {
    type: 'data-loss',
    outcome: 'conflict',
  }),
]

function pick(candidate: string, title: string, about: Partial<PinnedPick>): PinnedPick {
  const pullRequest = Number(candidate.slice(1))
  return { candidate, title, pullRequest, verdict: 'eligible', authors: [cem.person], ...about }
}

/** A release with titles, types and commits as they are in life. */
export class GitHubStory extends Story {
  /** A change that fixes security, as its labels say. */
  securityFix: string | null = null
  override eligible: readonly string[] = PICKS.map(({ candidate }) => candidate)

  override answer(): News | null {
    const news = super.answer()
    switch (news?.type) {
      case 'PlanMade':
        return { ...news, plan: detailed(news.plan, this.securityFix) }
      case 'BranchBuilt':
        return { ...news, head: BUILT }
      case 'VersionBumped':
        return { ...news, head: BUMPED }
      case 'NotesDrafted':
        return { ...news, text: '# Godel v2.0.1 Release Notes\n\n## Bug Fixes\n- Fixed memory leak' }
      default:
        return news ?? null
    }
  }

  /** The release as it is drawn. */
  get drawn(): Opened {
    if (this.release.status === 'unopened') throw new Error('The release is not open.')
    return this.release
  }
}

function detailed(plan: Planned, securityFix: string | null): Planned {
  const digest = plan.picks
    .reduce((sum, { candidate }) => `${sum}${candidate.slice(1)}`, '3f2a9c1d4e5b')
    .padEnd(64, '0')
  return {
    ...plan,
    digest,
    main: MAIN,
    picks: plan.picks
      .map((one) => PICKS.find(({ candidate }) => candidate === one.candidate) ?? one)
      .map((one) => (one.candidate === securityFix ? { ...one, type: 'security' } : one)),
    others: [
      {
        candidate: '#12',
        title: 'perf(store): improve query performance',
        verdict: 'case-by-case',
        type: 'performance',
        because: 'That is decided case by case',
      },
    ],
    othersInAll: 14,
  }
}

/** A release that was asked for by Ada; `goal` says how far. */
export function opened(about: Partial<AskedOf<'Open'>> = {}, securityFix: string | null = null): GitHubStory {
  const story = new GitHubStory()
  story.securityFix = securityFix
  const refusal = story.say(ada, opening(about))
  if (refusal) throw new Error(JSON.stringify(refusal))
  story.learn({ type: 'IssueSeen', issue: 100 })
  return story
}

/** The same with its branch, waiting for its tests. */
export function cut(about: Partial<AskedOf<'Open'>> = {}, securityFix: string | null = null): GitHubStory {
  const story = opened(about, securityFix)
  story.goesOn()
  return story
}

export function body(story: GitHubStory): string {
  return renderTrackingIssue({ release: story.drawn, id: ID, webUrl: WEB_URL }).body
}

/** The first line: what it waits for, and what to do. */
export function topOf(story: GitHubStory): string {
  return body(story).split('\n', 1)[0] ?? ''
}

/** A release that waits for its go with this many picks, and with notes that a test may make longer. */
export function crowded(picks: number, title: string, text?: string): OpenRelease {
  const { release } = cut().green()
  if (release.status !== 'open' || release.place.step !== 'asking-to-tag') throw new Error('It asks nothing.')
  const { place } = release
  const many = Array.from({ length: picks }, (_, at) => pick(`#${at + 1}`, title, { type: 'crash' }))
  const plan = { ...place.plan, picks: many }
  return { ...release, place: { ...place, plan, text: text ?? place.text } }
}
