import fc from 'fast-check'

/** Text with what Slack gives a meaning to, far more often than chance would have it. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 6 }),
      fc.constantFrom('<!channel>', '<!here>', '<@U0123ABCD>', '<#C0123ABCD|x>', '<!subteam^S1|@x>'),
      fc.constantFrom(
        '<https://e.x|click>',
        '<mailto:a@e.x>',
        '<!date^1^{time}|x>',
        '&lt;!channel&gt;',
        '<',
        '>',
      ),
      fc.constantFrom('@here', '@everyone', '@channel', '#general', 'https://e.x/a', 'www.e.x', 'a@e.x'),
      fc.constantFrom('*', '_', '~', '`', '``', '```', '*b*', '_i_', '~s~', '&', '&amp;', '|', '>>> ', '> '),
      fc.constantFrom(
        ':tada:',
        ':x:',
        '::',
        ':雪:',
        ':',
        '\n',
        '\r\n> ',
        ' ',
        '\u2060',
        '\u200b',
        '\ud800',
        '😀',
      ),
      fc.constantFrom('/release go', '#7', '[x](https://e.x)', '![', '<b>', '</details>', '# '),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
