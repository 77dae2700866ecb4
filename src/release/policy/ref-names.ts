import { z } from 'zod'
import { createTemplateSchema } from './text-schemas.ts'

/** Where a path of the config may lead, in words. */
const RIGHT_PATH = 'a path inside of the repository, like helm/Chart.yaml'

/** What HFS+ leaves out when it compares names, so that `.g\u200cit` is `.git` there. */
const IGNORED_BY_HFS = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/**
 * A file of the repository, named relative to its root (threat E3). It can neither leave the repository nor name its
 * `.git` folder, on any file system on which somebody may check it out.
 */
export const repositoryPathSchema = z
  .string({ error: RIGHT_PATH })
  .min(1, { error: RIGHT_PATH })
  .max(500)
  .superRefine((path, context) => {
    const problem = findPathProblem(path)
    if (problem) context.addIssue({ code: 'custom', message: `${RIGHT_PATH} (${problem})` })
  })

/** Why a path must not be used, or null. */
export function findPathProblem(path: string): string | null {
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'this one is absolute'
  if (path.includes('\\')) return 'folders are separated by /, but it has a backslash'
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (/[\u0000-\u001f\u007f]/.test(path)) return 'it has a control character'
  const segments = path.split('/')
  if (segments.includes('..')) return 'it must not go up with ..'
  if (segments.some((segment) => segment === '' || segment === '.')) return 'it has an empty or a . segment'
  if (segments.some(isGitFolder)) return "it names git's own folder"
  return null
}

/** NTFS drops dots and spaces at the end, knows `git~1`, and takes what is behind a colon for a stream. */
function isGitFolder(segment: string): boolean {
  const name = (segment.replace(IGNORED_BY_HFS, '').toLowerCase().split(':', 1)[0] ?? '').replace(
    /[. ]+$/,
    '',
  )
  return name === '.git' || name === 'git~1'
}

/** What git allows in the name of a branch or tag, and a little less: nothing that looks like an option or a ref. */
export function findRefProblem(name: string): string | null {
  if (/[\s~^:?*[\]\\"'`$;&|<>(){}!]/.test(name))
    return 'a space or one of ~ ^ : ? * [ ] \\ " \' ` $ ; & | < > ( ) { } !'
  if (/^[-./]|^refs\//.test(name)) return 'a name must not begin with - . / or refs/'
  if (/\/$|\.$|\.lock(?:\/|$)|\.\.|\/\/|\/\.|@\{/.test(name)) return 'it contains something that git refuses'
  if (name === '' || name === '@' || name === 'HEAD') return 'git keeps that name for itself'
  return null
}

const RIGHT_BRANCH = 'the name of a branch, like main'

/** The name of a branch. */
export const branchNameSchema = z
  .string({ error: RIGHT_BRANCH })
  .max(200)
  .superRefine((name, context) => {
    const problem = findRefProblem(name)
    if (problem) context.addIssue({ code: 'custom', message: `${RIGHT_BRANCH} (${problem})` })
  })

/** A name of a tag or branch with the version in it. */
export const versionedNameSchema = createTemplateSchema(['version'], ['version']).superRefine(refuseName)

/** The name of a tag: with the version, or with `{version_}`, which has underscores in place of its dots. */
export const tagPatternName = z
  .union([createTemplateSchema(['version'], ['version']), createTemplateSchema(['version_'], ['version_'])], {
    error: 'a line with {version} or {version_} in it, exactly once',
  })
  .superRefine(refuseName)

function refuseName(name: string, context: z.RefinementCtx): void {
  const example = name.replace(/\{version_?\}/, '2.0.1')
  const problem = findRefProblem(example)
  // Braces that are left are reported by the template already.
  if (problem && !example.includes('{')) {
    context.addIssue({ code: 'custom', message: `a name that git takes, like v{version} (${problem})` })
  }
}
