import { z } from 'zod'
import { chooseDefault, defineSetting } from '../define-setting.ts'
import { repositoryPathSchema } from '../ref-names.ts'

/** The texts of a rollout that a repository may write itself. */
export const NOTICE_NAMES = [
  'incident',
  'review',
  'mail',
  'mail-rollback',
  'forum',
  'forum-rollback',
  'post',
  'post-rollback',
] as const
export type NoticeName = (typeof NOTICE_NAMES)[number]

function defineOwnText(says: string) {
  return defineSetting(
    repositoryPathSchema.nullable(),
    chooseDefault(null),
    `Your own Liquid template for ${says}.`,
  )
}

/** What a rollout says to people. The keys are the files of templates/notices. */
export const noticesSchema = z
  .strictObject({
    incident: defineOwnText('the incident after a rollback'),
    review: defineOwnText('the review after the watch'),
    mail: defineOwnText('the mail to enterprise customers ahead of the deployment'),
    'mail-rollback': defineOwnText('the mail to enterprise customers after a rollback'),
    forum: defineOwnText('the topic in the forum'),
    'forum-rollback': defineOwnText('what is put above that topic after a rollback'),
    post: defineOwnText('the post on Mastodon and X'),
    'post-rollback': defineOwnText('that post after a rollback'),
  })
  .readonly()
  .prefault({})
  .meta({
    description:
      'The templates of what a rollout says: files from the root of the repository; null uses the built-in template.',
  })
