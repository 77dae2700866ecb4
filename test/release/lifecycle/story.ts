import { getAwaitedStep } from '../../../src/release/lifecycle/awaited.ts'
import type {
  AskedOf,
  Command,
  Fact,
  PersonCommand,
  PickReport,
} from '../../../src/release/lifecycle/commands.ts'
import { decide } from '../../../src/release/lifecycle/decide/decide.ts'
import type { Effect, EffectKind } from '../../../src/release/lifecycle/effects.ts'
import type { ReleaseEvent } from '../../../src/release/lifecycle/events.ts'
import { evolve } from '../../../src/release/lifecycle/evolve/evolve.ts'
import { react } from '../../../src/release/lifecycle/react/react.ts'
import type { CommandRefusal } from '../../../src/release/lifecycle/refusals.ts'
import { type OpenRelease, type Release, UNOPENED } from '../../../src/release/lifecycle/state.ts'
import { createTerms, type Terms } from '../../../src/release/lifecycle/terms.ts'
import { isSecurityRelease } from '../../../src/release/lifecycle/view.ts'
import type { Asker } from '../../../src/release/lifecycle/who.ts'
import type { Planned } from '../../../src/release/lifecycle/words.ts'
import type { Tag } from '../../../src/release/lines.ts'
import type { RolePermission } from '../../../src/release/policy/roles.ts'
import { policySchema } from '../../../src/release/policy.ts'

export const BASE = '0'.repeat(40)
export const TAGS: readonly Tag[] = [{ name: 'v2.0.0', commit: BASE, taggedAt: 1_770_000_000 }]
const POLICY = 'b'.repeat(64)

/** Ada runs releases, Bea approves them, Cem writes fixes and may label, Dan may nothing, Eve wrote #7. */
export const ada = someone(1, 'ada', 'maintain')
export const bea = someone(2, 'bea', 'maintain')
export const cem = someone(3, 'cem', 'write')
export const dan = someone(4, 'dan', 'read')
export const eve = someone(5, 'eve', 'maintain')
/** Sam is on the security team. */
export const sam = someone(11, 'sam', 'admin')
export const bot: Asker = { ...someone(9, 'merge-bot', 'admin'), account: 'bot' }

export function someone(id: number, login: string, permission: RolePermission): Asker {
  return { person: { id, login }, account: 'user', permission, teams: [] }
}

/** The terms of the process document, with picks tested together, told on GitHub alone, and with what a test changes of them. */
export function termsWith(config: Readonly<Record<string, unknown>> = {}): Terms {
  const key = JSON.stringify(config)
  const policy = { picks: { testAfterEach: false }, channels: [], ...config }
  const terms = PARSED.get(key) ?? createTerms(policySchema.parse(policy), new Map())
  PARSED.set(key, terms)
  return terms
}

/** Terms by config: properties ask for the same ones thousands of times, and to parse a policy takes milliseconds. */
const PARSED = new Map<string, Terms>()

/** What a person wants, less who and when. */
export type Wish = PersonCommand extends infer C
  ? C extends PersonCommand
    ? Omit<C, 'at' | 'asker'>
    : never
  : never
export type News = Fact extends infer F ? (F extends Fact ? Omit<F, 'at'> : never) : never

/** Opens v2.0.1 of a product, with what a test changes of it. */
export function opening(about: Partial<AskedOf<'Open'>> = {}): Wish {
  return {
    type: 'Open',
    repository: { id: 77, name: 'godel/godel' },
    version: 'v2.0.1',
    track: 'regular',
    emergency: null,
    policy: { digest: POLICY, commit: 'f'.repeat(40) },
    terms: termsWith(),
    tags: TAGS,
    lockedLines: {},
    selection: { kind: 'by-criteria', take: [], leave: [] },
    goal: { kind: 'cut', expects: null },
    ...about,
  }
}

/** A plan whose digest says what it takes. */
export function planOf(candidates: readonly string[], about: Partial<Planned> = {}): Planned {
  return {
    digest: `${candidates.join('-')}-plan`,
    base: BASE,
    main: 'f'.repeat(40),
    policy: POLICY,
    picks: candidates.map((candidate) => ({
      candidate,
      title: `fix: ${candidate}`,
      pullRequest: Number(candidate.slice(1)),
      verdict: 'eligible',
      authors: [candidate === '#7' ? eve.person : cem.person],
    })),
    ...about,
  }
}

/** Nothing that is on the branch came another way than by the plan. */
export function nothingOutside(head: string): News {
  return { type: 'OutsideCommitsJudged', head, commits: [] }
}

/** A release and the world around it, as a test tells it. Each sentence is a second later than the one before. */
export class Story {
  release: Release = UNOPENED
  readonly events: ReleaseEvent[] = []
  readonly effects: Effect[] = []
  at = 1_772_000_000

  /** What the criteria take when a plan is made by them. */
  eligible: readonly string[] = ['#5', '#7']
  conflicting: readonly string[] = []

  /** Somebody says something; the answer is the refusal, or null. */
  say(asker: Asker, wish: Wish): CommandRefusal | null {
    this.at += 1
    return this.take({ ...wish, asker, at: this.at })
  }

  learn(...news: readonly News[]): this {
    for (const one of news) {
      this.at += 1
      this.take({ ...one, at: this.at })
    }
    return this
  }

  take(command: Command): CommandRefusal | null {
    const decision = decide(this.release, command)
    if (decision.kind === 'refused') return decision.refusal
    for (const event of decision.events) {
      this.release = evolve(this.release, event)
      this.events.push(event)
      this.effects.push(...react(this.release, event))
    }
    return null
  }

  /** The world does what the release waits for, and says so, until it waits for something else. */
  goesOn(): this {
    for (let fact = this.answer(); fact !== null; fact = this.answer()) this.learn(fact)
    return this
  }

  /** What the world would say to what is asked of it now. */
  answer(): News | null {
    if (this.release.status !== 'open' || this.release.ledger.trouble.kind !== 'none') return null
    const waits = getAwaitedStep(this.release)
    if (!waits) return null

    const answers = waits.effect.key
    const { effect } = waits
    switch (effect.kind) {
      case 'make-plan':
        return { type: 'PlanMade', answers, plan: planOf(this.taken()) }
      case 'build-branch':
        return {
          type: 'BranchBuilt',
          answers,
          head: this.head('built'),
          outcomes: this.outcomes(effect.plan),
        }
      case 'bump-version':
        return { type: 'VersionBumped', answers, head: `${effect.on}-bumped` }
      case 'show-pull-request':
        return { type: 'PullRequestSeen', pullRequest: 900, head: effect.head }
      case 'draft-notes':
        return { type: 'NotesDrafted', answers, notes: 'notes-1', text: 'The notes.' }
      case 'push-tag':
        return { type: 'TagSeen', tag: effect.tag, commit: effect.commit, signature: 'as-required' }
      case 'disclose-code':
        return { type: 'CodeDisclosed', answers }
      case 'publish-advisory':
        return {
          type: 'AdvisoryDisclosed',
          answers,
          url: 'https://github.com/godel/godel/security/advisories/1',
        }
      case 'publish-release':
        return { type: 'ReleaseSeen', tag: effect.tag, url: 'https://github.com/godel/godel/releases/v2.0.1' }
      default:
        return null
    }
  }

  taken(): readonly string[] {
    const place = this.open().place
    if (place.step !== 'planning') return []
    if (place.selection.kind === 'exactly') return place.selection.take
    const { take, leave } = place.selection
    return [...this.eligible, ...take.filter((one) => !this.eligible.includes(one))].filter(
      (one) => !leave.includes(one),
    )
  }

  /** Every test green on the head, and every item of the checklist ticked. */
  green(): this {
    const { terms } = this.open().ledger.about
    this.tested('success')
    for (const { id } of terms.checklist)
      this.say(bea, { type: 'Check', item: id, as: 'done', evidence: null })
    return this.reviewed().goesOn()
  }

  /** What a security release also needs, answered for by its security team. */
  reviewed(): this {
    const release = this.open()
    if (!isSecurityRelease(release)) return this
    for (const { id } of release.ledger.about.terms.securityChecklist)
      this.say(sam, { type: 'Check', item: id, as: 'done', evidence: null })
    return this
  }

  tested(conclusion: 'success' | 'failure' | 'cancelled' | 'neutral' | 'stale' | 'skipped', run = 1): this {
    const { ledger, place } = this.open()
    const head = 'head' in place && place.head !== null ? place.head : 'none'
    return this.learn(
      ...ledger.about.terms.tests.map(
        ({ check, app }) => ({ type: 'CheckSeen', check, app, head, run, conclusion }) as const,
      ),
    )
  }

  /** Every test ended so on a commit that is tested by itself. */
  testedAt(head: string, conclusion: 'success' | 'failure'): this {
    const { tests } = this.open().ledger.about.terms
    return this.learn(
      ...tests.map(
        ({ check, app }) => ({ type: 'CheckSeen', check, app, head, run: 1, conclusion }) as const,
      ),
    )
  }

  /** The commits that were sent to be tested by themselves. */
  probes(): string[] {
    return this.effectsOf('push-probe').flatMap((effect) => ('head' in effect ? [String(effect.head)] : []))
  }

  built(): this {
    this.learn({ type: 'ArtifactsStarted', run: 'run-1' })
    const { artifacts } = this.open().ledger.about.terms
    return this.learn(
      ...artifacts.map(({ id }) => ({ type: 'ArtifactSeen', artifact: id, digest: `sha-of-${id}` }) as const),
    )
  }

  open(): OpenRelease {
    if (this.release.status !== 'open') throw new Error(`The release is ${this.release.status}.`)
    return this.release
  }

  /** Where the release is. */
  get step(): string {
    return this.release.status === 'open' ? this.release.place.step : this.release.status
  }

  effectsOf(kind: EffectKind): Effect[] {
    return this.effects.filter((effect) => effect.kind === kind)
  }

  get types(): string[] {
    return this.events.map(({ type }) => type)
  }

  private head(what: string): string {
    return `${what}-${this.events.filter(({ type }) => type === 'BuildRequested').length}`
  }

  private outcomes(plan: Planned): PickReport[] {
    return plan.picks.map(({ candidate }) =>
      this.conflicting.includes(candidate)
        ? { candidate, kind: 'conflict', commit: 'c'.repeat(40), files: ['src/a.ts'] }
        : { candidate, kind: 'clean', at: `after-${candidate}` },
    )
  }
}

/** A release that was cut by Ada, with its branch and pull request, waiting for its tests. */
export function cutRelease(about: Partial<AskedOf<'Open'>> = {}, opener: Asker = ada): Story {
  const story = new Story()
  const refusal = story.say(opener, opening(about))
  if (refusal) throw new Error(JSON.stringify(refusal))
  story.learn({ type: 'IssueSeen', issue: 100 })
  return story.goesOn()
}
