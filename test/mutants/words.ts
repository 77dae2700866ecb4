import { type Mutant, withoutChecks } from './mutant.ts'

/** Checks that are made: each is never true. */
export const WORDS: readonly Mutant[] = [
  ...withoutChecks('src/chatops/parsing/parse-comment.ts', 'test/chatops/parsing/parse-comment.test.ts', {
    'refuses or decides where new TextEncoder().encode(body).length > MOST_BYTES':
      'if (new TextEncoder().encode(body).length > MOST_BYTES)',
    "refuses or decides where found.kind === 'too-intricate'": "if (found.kind === 'too-intricate')",
  }),
  ...withoutChecks('src/chatops/parsing/parse-line.ts', 'test/chatops/parsing/parse-line.test.ts', {
    'refuses or decides where !command': 'if (!command)',
  }),
  ...withoutChecks('src/messages/discord/escape.ts', 'test/messages/discord/escape.test.ts', {
    "refuses or decides where url.username !== '' || url.password !== ''":
      "if (url.username !== '' || url.password !== '')",
    "refuses or decides where url.protocol !== 'https:' && !isHere":
      "if (url.protocol !== 'https:' && !isHere)",
  }),
  ...withoutChecks('src/messages/slack/format/escape.ts', 'test/messages/slack/format/escape.test.ts', {
    'refuses or decides where !address || !mayBeLinked(address)': 'if (!address || !mayBeLinked(address))',
    "refuses or decides where username !== '' || password !== ''": "if (username !== '' || password !== '')",
  }),
  ...withoutChecks('src/messages/slack/format/fit.ts', 'test/messages/slack/format/fit.test.ts', {
    'refuses or decides where long': 'if (long)',
  }),
  ...withoutChecks(
    'src/messages/announcements/announcement.ts',
    'test/messages/announcements/announcement.test.ts',
    {
      "refuses or decides where release.status !== 'published' || !published":
        "if (release.status !== 'published' || !published)",
    },
  ),
  ...withoutChecks(
    'src/messages/github/issue/parse-tracking-issue.ts',
    'test/messages/github/issue/parse-tracking-issue.test.ts',
    {
      'refuses or decides where box === undefined || item === undefined || others.length > 0':
        'if (box === undefined || item === undefined || others.length > 0)',
    },
  ),
]
