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
