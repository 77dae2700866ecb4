import type { DoctorCheck, Progress } from './engine.ts'

/** The App as a program that runs until it is stopped. */
export interface Program {
  /**
   * Starts the App where it has its credentials, else the sandbox.
   *
   * @throws {Refused} with every mistake of the settings at once, or when a port or the record is taken
   */
  start(wanted: StartWanted): Promise<Running>
  /**
   * The first steps of a new App at GitHub, in the browser.
   *
   * @throws {Refused} when GitHub could not reach it there, or the folder has settings already
   */
  setup(wanted: SetupWanted): Promise<SetupOpen>
  /** Looks at everything that the App needs; null where nobody has told who it is at GitHub. */
  doctor(wanted: DoctorWanted): Promise<readonly DoctorCheck[] | null>
  /**
   * Lists the jobs that the App gave up, or retries one.
   *
   * @throws {Refused} where the App has no settings, another process has the record, or no such job was given up
   */
  jobs(wanted: JobsWanted): Promise<JobsReport>
  /**
   * Reads the releases of a repository from before the App was there into the record.
   *
   * @throws {Refused} where the App isn't installed there, its config has mistakes, or another process has the record
   */
  importReleases(wanted: ImportWanted): Promise<ImportReport>
  /**
   * Lists the tokens of the API, makes one, or revokes one.
   *
   * @throws {Refused} where GitHub has no such user, there is no such token, or another process has the record
   */
  tokens(wanted: TokensWanted): Promise<TokensReport>
}

/** Which repository: `godel/api`. */
export interface ImportWanted {
  readonly repository: string
}

/** A release that came onto the record. Times are in seconds since 1970. */
export interface ImportedVersion {
  readonly version: string
  readonly line: string
  readonly publishedAt: number
  /** What says when it was published. */
  readonly source: 'github-release' | 'tag'
  readonly changes: number
  /** Of these, how many are known by their pull request, and how many by when their issue was reported. */
  readonly pullRequests: number
  readonly reported: number
}

export interface ImportReport {
  readonly repository: string
  /** By line, the oldest first. */
  readonly imported: readonly ImportedVersion[]
  /** Versions that were on record already. */
  readonly known: readonly string[]
}

export type TokensWanted =
  | { readonly action: 'list' }
  | { readonly action: 'create'; readonly login: string; readonly name: string; readonly days: number }
  | { readonly action: 'revoke'; readonly id: number }

/** A token of the API. Times are in seconds since 1970. */
export interface ListedToken {
  readonly id: number
  readonly name: string
  readonly githubLogin: string
  readonly createdAt: number
  readonly expiresAt: number
}

export interface TokensReport {
  /** The token itself, once; null where none was made. */
  readonly made: string | null
  readonly tokens: readonly ListedToken[]
}

export type JobsWanted = { readonly action: 'list' } | { readonly action: 'retry'; readonly id: number }

/** A job that was tried too often: a dead letter. */
export interface FailedJob {
  readonly id: number
  /** The queue it is in. */
  readonly topic: string
  readonly type: string
  readonly lane: string
  readonly attempts: number
  /** Why the last attempt failed. */
  readonly problem: string
}

export interface JobsReport {
  /** The job that is retried; null where they are only listed. */
  readonly retried: number | null
  /** What is given up now, the oldest first. */
  readonly failed: readonly FailedJob[]
}

export interface DoctorWanted {
  readonly onProgress: (progress: Progress) => void
}

export interface StartWanted {
  /** Null for PORT, else 3000. */
  readonly port: number | null
  /** Plays in the sandbox whatever the environment has. */
  readonly sandbox: boolean
  readonly onProgress: (progress: Progress) => void
}

/** What runs, and where to look at it. */
export interface Running {
  readonly kind: 'app' | 'sandbox'
  /** Of the page in the sandbox, of the door for the App. */
  readonly url: string
  /** What the record promises where it is kept. */
  readonly promise: string
  /** When it was stopped and has put all away. */
  readonly ended: Promise<void>
}

export interface SetupWanted {
  /** Whose App it becomes; null for the person's own. */
  readonly organization: string | null
  /** Where GitHub will reach it: `https://captain.example.com`; with a path, the very address that is posted to. */
  readonly publicUrl: string
  /** Where settings and key are written. */
  readonly folder: string
}

/** The page on which it goes on. */
export interface SetupOpen {
  /** To be opened in a browser on this machine. */
  readonly url: string
  /** When GitHub has answered. @throws {Refused} where it made no App, or its files could not be written */
  readonly done: Promise<MadeApp>
}

/** An App that is there, and whose settings are kept. */
export interface MadeApp {
  readonly name: string
  readonly settingsFile: string
  readonly keyFile: string
  /** Where people choose its repositories. */
  readonly installAt: string
}
