import { compilePathFinder } from '../patterns.ts'
import type { BumpFile } from '../policy/branch-and-build.ts'
import type { Policy } from '../policy.ts'
import { findPartPatterns, findTextPatterns } from './bump-patterns.ts'
import { findStructuredEntry } from './bump-structured.ts'
import type { Mention, RepositoryFile, VersionTrail } from './repository-facts.ts'

/** Which files a release has to change, and in which the version before it may stay. */
export interface VersionFiles {
  readonly files: readonly BumpFile[]
  /** Paths, and globs of folders. */
  readonly leave: readonly string[]
  /** `history`: the last two releases tell; `names`: the names of the files alone. */
  readonly from: 'history' | 'names'
}

/** Version files that were tried on the releases of the repository. */
export interface TriedVersionFiles extends VersionFiles {
  /** Paths of entries that don't fit the last release itself, with what is wrong. */
  readonly broken: ReadonlyMap<string, string>
}

/** Names under which ecosystems keep the version of the project itself. */
const OF_ECOSYSTEMS = [
  '**/{package.json,lerna.json,composer.json,manifest.json,deno.json,jsr.json,plugin.json}',
  '{package-lock.json,npm-shrinkwrap.json,Cargo.lock,uv.lock}',
  '**/{Cargo.toml,pyproject.toml,setup.py,setup.cfg,meson.build,CMakeLists.txt,configure.ac,mix.exs,build.sbt}',
  '**/{pom.xml,gradle.properties,build.gradle,build.gradle.kts,Chart.yaml,*.gemspec,*.csproj,*.podspec}',
  '**/{VERSION,VERSION.txt,version.txt,META,*_VERSION,.version,RELEASE_VERSION,Directory.Build.props}',
  '**/*{version,Version,_about,__about__,__init__}*.{go,py,rb,ts,js,mjs,cjs,rs,java,kt,c,h,hpp,cs,php,ex,swift}',
  '{docker-compose,compose}*.{yml,yaml}',
  'galaxy.yml',
]
const isOfEcosystem = compilePathFinder(OF_ECOSYSTEMS)

/** Whether a file is called as files are that hold a project's own version. */
export function mayHoldVersion(path: string): boolean {
  return isOfEcosystem(path) !== null
}

/**
 * Tells the version files by what the last two releases did: what said the old version and says the new one was raised;
 * what still says the old one may keep it. Where a line has one release only, names of files tell.
 */
export function findVersionFiles(
  trail: VersionTrail,
  policy: Pick<Policy, 'versionBump' | 'criteria'>,
): VersionFiles {
  const raised = trail.before === null ? null : listRaised(trail.before, trail.mentions)
  const texts = new Map(trail.files.map((file) => [file.path, file]))
  const withVersion = [...new Set(trail.mentions.map(({ path }) => path))]
  const isWanted = (path: string) => (raised === null ? mayHoldVersion(path) : raised.has(path))
  const isPast = createPastFinder(policy)
  const whole = withVersion.flatMap((path) => {
    const file = texts.get(path)
    return file && isWanted(path) && !isPast(path) ? listEntries(file, trail) : []
  })
  const files = [...whole, ...listParts(trail, new Set(withVersion))]
  const bumped = new Set(files.map(({ path }) => path))
  const rest = [...trail.mentions, ...(trail.before?.stayed ?? [])].filter(
    ({ path }) => !bumped.has(path) && !isPast(path),
  )
  return { files, leave: groupPaths(rest), from: raised === null ? 'names' : 'history' }
}

/** What said the old version and doesn't any more; and by its name, what says the new one only since this release. */
function listRaised(
  { mentions, stayed, ahead }: NonNullable<VersionTrail['before']>,
  now: readonly Mention[],
): ReadonlySet<string> {
  const countAt = (all: readonly Mention[]) =>
    new Map([...Map.groupBy(all, ({ path }) => path)].map(([path, lines]) => [path, lines.length]))
  const listMore = (more: readonly Mention[], fewer: readonly Mention[]) => {
    const less = countAt(fewer)
    return [...countAt(more)].flatMap(([path, count]) => (count > (less.get(path) ?? 0) ? [path] : []))
  }
  // A release may have been tagged before its version was raised: then its own file says another one.
  return new Set([...listMore(mentions, stayed), ...listMore(now, ahead).filter(mayHoldVersion)])
}

/** What the policy takes for a text about the past, or for a test, whatever version it says. */
function createPastFinder({
  versionBump,
  criteria,
}: Pick<Policy, 'versionBump' | 'criteria'>): (path: string) => boolean {
  const finders = [compilePathFinder(versionBump.pastPaths), compilePathFinder(criteria.testPaths)]
  const isLock = compilePathFinder(['{package-lock.json,npm-shrinkwrap.json,Cargo.lock,uv.lock}'])
  return (path) => finders.some((find) => find(path) !== null) && isLock(path) === null
}

function listEntries(file: RepositoryFile, { version, mentions }: VersionTrail): BumpFile[] {
  const structured = findStructuredEntry(file, version)
  if (structured !== null) return [structured]
  if (/\.lock$|lock\.json$/.test(file.path)) return []
  return findTextPatterns(
    file,
    mentions.filter(({ path }) => path === file.path),
    version,
  )
}

/** Files that say each number of the version on a line of its own, and never the whole. */
function listParts({ version, files }: VersionTrail, withVersion: ReadonlySet<string>): BumpFile[] {
  return files.flatMap((file) => (withVersion.has(file.path) ? [] : findPartPatterns(file, version)))
}

/** So many files of one folder are left as a folder. */
const MANY = 3
/** A config has at most 200 entries. */
const MOST = 150

function groupPaths(mentions: readonly Mention[]): string[] {
  const paths = [...new Set(mentions.map(({ path }) => path))].toSorted()
  const byFolder = Map.groupBy(paths, (path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : ''))
  const globs = [...byFolder].flatMap(([folder, inside]) =>
    folder === '' || inside.length < MANY ? inside : [`${folder}/**`],
  )
  return globs.map(escapeGlob).slice(0, MOST)
}

/** A bracket or brace of a path stands for any one character: globs have no way to quote. */
function escapeGlob(path: string): string {
  return path.endsWith('/**') ? path : path.replace(/[{}*]/g, '?')
}
