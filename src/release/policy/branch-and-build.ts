import { z } from 'zod'
import { PROCESS } from '../process.ts'
import { chooseDefault, defineFullList, defineList, defineSetting } from './define-setting.ts'
import { branchNameSchema, repositoryPathSchema, tagPatternName, versionedNameSchema } from './ref-names.ts'
import {
  createTemplateSchema,
  createLineSchema as lineOfText,
  paragraphsSchema,
  patternWithOneGroupSchema,
} from './text-schemas.ts'

export const productSchema = z
  .strictObject({
    name: defineSetting(
      lineOfText(),
      PROCESS.product.name,
      "The product's name in titles of notes and messages. Default: the repository's name.",
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'What is released.' })

export const mainSchema = defineSetting(
  branchNameSchema.nullable(),
  chooseDefault(null),
  "The branch that candidates are merged to; null is the repository's default branch.",
)

export const tagPatternSchema = defineSetting(
  tagPatternName,
  PROCESS.tag.pattern,
  "The name of a release tag; {version_} is the version with underscores. Without it the repository's own tags tell.",
)

export const releaseBranchSchema = defineSetting(
  versionedNameSchema,
  PROCESS.releaseBranch.name,
  'The name of the branch on which a release is built.',
)

/** What the pull request of a conflict can get from its original. */
const COPIED = ['labels', 'reviewers', 'milestone'] as const

export const picksSchema = z
  .strictObject({
    onConflict: defineSetting(
      z.enum(['stop', 'skip']),
      PROCESS.releaseBranch.onConflict,
      'What a build does with a pick that conflicts: stop, or skip it and report it.',
    ),
    recordOrigin: defineSetting(
      z.boolean(),
      chooseDefault(true),
      'Whether each pick ends in `(cherry picked from commit …)`, as with git cherry-pick -x.',
    ),
    copyToConflicts: defineSetting(
      defineList(z.enum(COPIED)),
      chooseDefault([]),
      'What the pull request of a conflict gets from the pull request that is picked. Labels that nominate a candidate are left out.',
    ),
    testAfterEach: defineSetting(
      z.boolean(),
      PROCESS.releaseBranch.testAfterEachPick,
      'Whether the tests run after each pick, not only after the last one.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'How candidates are picked.' })

export const committerSchema = z
  .strictObject({
    name: defineSetting(
      z.string().regex(/^[^<>\r\n]{1,100}$/, { error: 'a name without < and >' }),
      chooseDefault('release-captain[bot]'),
      'The committer of picks and of the version bump.',
    ),
    email: defineSetting(
      z.string().regex(/^[^<>\s@]{1,64}@[^<>\s@]{1,190}$/, { error: 'an email address' }),
      chooseDefault('release-captain[bot]@users.noreply.github.com'),
      "The committer's email address.",
    ),
    sign: defineSetting(
      z.boolean(),
      chooseDefault(true),
      "Whether the App signs its commits with its signing key, if it has one. GitHub shows them as verified if the key belongs to the account with the committer's email address.",
    ),
    signOff: defineSetting(
      z.boolean(),
      chooseDefault(false),
      'Whether picks and the version bump end in `Signed-off-by:` with the committer (Developer Certificate of Origin), as with git cherry-pick -s.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({
    description: 'The name and email address that the bot commits with, and how it signs its commits.',
  })

const optional = z.boolean().default(false).meta({
  description: 'Whether the file may be missing. A file that you name must be there unless this is true.',
})

const path = repositoryPathSchema.meta({ description: "The file, from the repository's root." })

/** The numbers of a version, where a file gives each a line. */
export const VERSION_PARTS = ['major', 'minor', 'patch', 'fourth'] as const

/** Files that speak of old versions and are right: what happened, what was locked, what others made. */
const PAST_PATHS = [
  '**/{CHANGELOG,Changelog,changelog,CHANGES,Changes,changes,HISTORY,History,NEWS,News,RELEASES,RELEASE-NOTES,RELEASE_NOTES}*',
  '**/{.changes,.changeset,changelog,changelogs,changelog.d,newsfragments,release-notes,release_notes,releasenotes,releases}/**',
  '**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,deno.lock,composer.lock}',
  '**/{Cargo.lock,go.mod,go.sum,Gemfile.lock,poetry.lock,uv.lock,Pipfile.lock,requirements*.txt}',
  '**/{node_modules,vendor,third_party,thirdparty}/**',
] as const

/** How the version is found in a file that has it, and how it is written there (§1.3). */
export const bumpFile = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('json'),
    path,
    pointers: defineFullList(
      z
        .string()
        .max(500)
        .regex(/^(?:\/(?:[^~/]|~[01])*)+$/, { error: 'a JSON pointer, like /version' }),
    ).meta({
      description: 'JSON pointers to the version, like /version.',
    }),
    optional,
  }),
  z.strictObject({
    kind: z.literal('yaml'),
    path,
    keys: defineFullList(lineOfText('a dotted key, like image.tag')).meta({
      description: 'Dotted keys of the version, like appVersion or image.tag.',
    }),
    optional,
  }),
  z
    .strictObject({
      kind: z.literal('image-tags'),
      path,
      images: defineFullList(lineOfText('the name of an image, like godel/api or godel/*')).optional().meta({
        description:
          'Names of the images that this repository releases, without registry and tag, like godel/*. Without it, all that are on the previous version and have an owner.',
      }),
      optional,
    })
    .meta({ description: 'A Compose file: the tags of images that have the previous version.' }),
  z.strictObject({
    kind: z.literal('pattern'),
    path,
    pattern: patternWithOneGroupSchema.meta({
      description: 'An RE2 pattern that matches once, its one group around the version without its v.',
    }),
    every: z.literal(true).optional().meta({
      description:
        'Whether it may match more than once. Matches with a version other than the previous one stay.',
    }),
    part: z.enum(VERSION_PARTS).optional().meta({
      description: 'The one number that the group matches, if the file has each number on its own line.',
    }),
    optional,
  }),
])

export type BumpFile = Readonly<z.output<typeof bumpFile>>

export const versionBumpSchema = z
  .strictObject({
    message: defineSetting(
      createTemplateSchema(['version', 'previous'], ['version']),
      PROCESS.versionBump.message,
      'The message of the commit.',
    ),
    files: defineSetting(defineList(bumpFile), PROCESS.versionBump.files, 'The files that hold the version.'),
    leave: defineSetting(
      defineList(lineOfText('a glob, like docs/**')),
      chooseDefault([]),
      'Globs of other files where the previous version may stay. A build stops at any other file that has it.',
    ),
    pastPaths: defineSetting(
      defineList(lineOfText('a glob, like docs/**')),
      chooseDefault(PAST_PATHS),
      'Globs of files that mention old versions anyway: changelogs, lock files. Tests (criteria.testPaths) count too.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'How the version is bumped.' })

export const tagSchema = z
  .strictObject({
    message: defineSetting(
      createTemplateSchema(['version', 'previous'], ['version']),
      PROCESS.tag.message,
      'The message of the tag.',
    ),
    sign: defineSetting(
      z.enum(['required', 'optional']),
      PROCESS.tag.sign,
      'Whether a tag may be created unsigned if there is no key.',
    ),
    format: defineSetting(
      z.enum(['gpg', 'ssh']).nullable(),
      chooseDefault(null),
      'The kind of signing key; null uses the setup of the person who releases.',
    ),
    remote: defineSetting(
      branchNameSchema,
      PROCESS.tag.remote,
      'The remote that branch and tag are pushed to.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The release tag.' })

export const notesSchema = z
  .strictObject({
    template: defineSetting(
      repositoryPathSchema.nullable(),
      chooseDefault(null),
      'Your own Liquid template, from the root of the repository; null uses the built-in template.',
    ),
    upgradeNotes: defineSetting(
      paragraphsSchema,
      PROCESS.notes.upgradeNotes,
      'The text of Upgrade Notes if there are none.',
    ),
    knownIssues: defineSetting(defineList(lineOfText()), chooseDefault([]), 'Known issues, one line each.'),
    repositoryUrl: defineSetting(
      z
        .string()
        .max(500)
        .regex(/^https:\/\/[^\s/@?#]+\/[^\s@?#]*[^\s@?#/]$/, {
          error: 'an https address without a user name, like https://github.com/godel/godel',
        })
        .nullable(),
      chooseDefault(null),
      'The repository that pull request numbers link to; null uses the remote.',
    ),
  })
  .readonly()
  .prefault({})
  .meta({ description: 'The release notes.' })

export const backToMainSchema = z
  .strictObject({
    pullRequest: defineSetting(
      z.boolean(),
      chooseDefault(true),
      'Whether a published stable release opens a pull request that brings to main what only the line has: fixes by hand, and the version where main is behind.',
    ),
    changelog: defineSetting(
      repositoryPathSchema.nullable(),
      chooseDefault(null),
      'A changelog on main, like CHANGELOG.md, to which the same pull request adds a section for the release; null for none.',
    ),
  })
  .superRefine(({ pullRequest, changelog }, context) => {
    if (changelog !== null && !pullRequest)
      context.addIssue({ code: 'custom', path: ['pullRequest'], message: 'true, where a changelog is named' })
  })
  .readonly()
  .prefault({})
  .meta({ description: 'What a release brings back to main.' })
