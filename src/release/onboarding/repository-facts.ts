/** A line of a file that says a version. */
export interface Mention {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly text: string
}

/** A file of the repository with its text. */
export interface RepositoryFile {
  readonly path: string
  readonly text: string
}

/** A workflow as its YAML says it. */
export interface WorkflowFile {
  /** Without its folder: `ci.yml`. */
  readonly file: string
  readonly content: unknown
}

/** A line that was released lately. */
export interface LineFacts {
  /** `8.1`. */
  readonly name: string
  readonly lastTag: string
  /** In seconds since 1970. */
  readonly releasedAt: number
  /** How many stable releases it has. */
  readonly releases: number
  /** Its own branch without a remote; null where it has none. */
  readonly branch: string | null
  /** Whether it is the newest line, and its last releases are among main's own commits. */
  readonly isFromMain: boolean
}

/** Where the last two releases of a line say their versions. */
export interface VersionTrail {
  /** Without its `v`. */
  readonly version: string
  /** What says `version` in its own tree. */
  readonly mentions: readonly Mention[]
  /** Null where it is the first release of its line. */
  readonly before: {
    readonly version: string
    /** What said `before.version` in its own tree. */
    readonly mentions: readonly Mention[]
    /** What said `version` already in its own tree. */
    readonly ahead: readonly Mention[]
    /** What still says `before.version` in the tree of `version`. */
    readonly stayed: readonly Mention[]
  } | null
  /** Files that may hold the version, as they are in the tree of `version`. */
  readonly files: readonly RepositoryFile[]
}

/** What was read of a repository that nobody has configured. */
export interface RepositoryFacts {
  readonly product: string
  /** The main branch without a remote. */
  readonly main: string
  readonly tagPattern: string
  /** Of so many tags that are releases it was told. */
  readonly tags: number
  /** The latest release first. */
  readonly lines: readonly LineFacts[]
  /** All branches without their remotes. */
  readonly branches: readonly string[]
  /** All files of main. */
  readonly paths: readonly string[]
  readonly workflows: readonly WorkflowFile[]
  /** CODEOWNERS, lists of labels, contributing guides, configs of backport bots. */
  readonly texts: readonly RepositoryFile[]
  readonly trail: VersionTrail | null
  /** Whether the repository has the config already. */
  readonly hasConfig: boolean
}
