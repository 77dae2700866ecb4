import type { ReleaseKind } from '../release/calendar/release-days.ts'
import type { ChangeType, Risk, Severity } from '../release/facts/facts.ts'
import type { Tick } from '../release/lifecycle/words.ts'
import type { RuleName } from '../release/process/criteria.ts'
import type { Emergency, PrereleaseChannel } from '../release/process/schedule.ts'

/** The track of a release that is to be opened, and what an emergency is one of (Emergency Releases). */
export type TrackAsked =
  | { readonly track: 'regular' | 'security'; readonly emergency: null }
  | { readonly track: 'emergency'; readonly emergency: Emergency }

/** What is done with the calendar. */
export type CalendarAction = 'show' | 'skip' | 'move' | 'hold' | 'resume'

/** `#12`, or 7 to 64 digits of a commit; null is the pull request on which it was said. */
type OnChange = { readonly candidate: string | null }
type Because = { readonly because: string }

/** What is said to a release that is there, as data. Whether it may be done is not known here. */
interface ReleaseRequests {
  readonly pick: OnChange
  readonly drop: OnChange & Because
  readonly defer: OnChange & Because
  readonly assess: {
    readonly says:
      | (OnChange & {
          readonly kind: 'assessment'
          readonly risk: Risk
          readonly type: ChangeType | null
          readonly severity: Severity | null
          readonly note: string | null
          /** A vector with what it scores. */
          readonly cvss: { readonly vector: string; readonly score: number } | null
        })
      /** What nobody could know: of which changes, and which rules; null for all. */
      | {
          readonly kind: 'confirmation'
          readonly changes: readonly (string | null)[] | null
          readonly rules: readonly RuleName[] | null
        }
  }
  /** `until` is a date, `2026-03-04`; null for as long as the policy allows. */
  readonly track: Because & TrackAsked
  /** `on` is a local time, `2026-03-10T14:00`, in `timeZone` or in that of the policy. */
  readonly disclose:
    | { readonly how: 'at'; readonly on: string; readonly timeZone: string | null; readonly because: null }
    | (Because & { readonly how: 'postponed'; readonly on: string; readonly timeZone: string | null })
    | (Because & { readonly how: 'now' })
  readonly advisory:
    | { readonly what: 'draft' }
    /** Null asks GitHub for one. */
    | { readonly what: 'cve'; readonly cve: string | null }
    | { readonly what: 'introduced-by'; readonly commit: string }
  readonly except: OnChange & Because & { readonly until: string | null }
  readonly prerelease: { readonly channel: PrereleaseChannel }
  readonly notes: object
  /** `item` is the id of a line of a checklist. */
  readonly check: {
    readonly item: string
    readonly as: Tick['as'] | 'undone'
    readonly evidence: string | null
  }
  readonly go: object
  readonly 'no-go': Because
  readonly hold: Because
  /** `accepts` names the commit that somebody else put on the branch. */
  readonly resume: { readonly accepts: string | null }
  /** `step` is a step of the release, or a test by its id or the name of its check. */
  readonly retry: { readonly step: string }
  readonly promote: object
  readonly publish: object
  readonly abort: Because
  /** `to` is the version that production is on again, with its `v`. */
  readonly 'rolled-back': Because & { readonly to: string }
  readonly bisect: object
  /** `to` is null for the version that the release started from. */
  readonly rollback: Because & { readonly to: string | null }
  readonly extend: Because & { readonly seconds: number }
  readonly 'skip-soak': Because
  readonly continue: Because
  /** `environment` is null for the one whose turn it is. */
  readonly deploy: { readonly environment: string | null }
  readonly drill: object
  readonly ack: object
  readonly close: object
  readonly 'take-policy': object
}

/** What each command says, as data: what opens a release, what is said to one, and what only asks. */
interface Requests extends ReleaseRequests {
  /** `version` as it was written, null for that of the tracking issue; `track` null where none was named. */
  readonly plan: { readonly version: string | null; readonly track: TrackAsked | null }
  /** `plan` is the digest that was looked at, or its first 8 digits or more. */
  readonly cut: {
    readonly version: string | null
    readonly plan: string | null
    readonly track: TrackAsked | null
  }
  /** `version` is null for the next patch of the highest line. */
  /** `advisory` is null where the App drafts one. */
  readonly security: { readonly advisory: string | null; readonly version: string | null }
  readonly lock: Because & { readonly environment: string }
  /** `environment` is null for the line of the release. */
  readonly unlock: Because & { readonly environment: string | null }
  /** `date` and `to` are `2026-12-02`; null where they were left out. */
  readonly calendar: {
    readonly action: CalendarAction
    readonly kind: ReleaseKind
    readonly date: string | null
    readonly to: string | null
    readonly because: string | null
  }
  /** `line` is `2.0`, `until` the last day. */
  readonly freeze: Because & { readonly line: string; readonly until: string }
  readonly unfreeze: { readonly line: string }
  /** Of so many days back. */
  readonly metrics: { readonly days: number }
  readonly status: object
  readonly why: object
  readonly explain: OnChange
  /** `code` as it was typed; null begins a link. */
  readonly link: { readonly code: string | null }
  readonly unlink: object
  readonly help: { readonly command: RequestName | null }
}

/** The commands, by the names that they have in code. */
export type RequestName = keyof Requests
/** Those that are said to a release. */
export type ReleaseRequestName = keyof ReleaseRequests
export type RequestOf<Name extends RequestName> = {
  [N in Name]: { readonly name: N } & Requests[N]
}[Name]

/** What somebody said with a command, read and not yet judged. */
export type CommandRequest = RequestOf<RequestName>

/** One command of a comment: what it asks for, or why that cannot be told and what to write instead. */
export type ParsedCommand =
  | { readonly kind: 'asked'; readonly request: CommandRequest; readonly text: string }
  | UnclearCommand
/** `text` is the line as it was written (cut short), from outside; `what` and `next` are Markdown of ours. */
export interface UnclearCommand {
  readonly kind: 'unclear'
  readonly text: string
  readonly what: string
  readonly next: string
}
