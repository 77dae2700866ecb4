import fc from 'fast-check'

/** Text with what Markdown, GitHub and our own marks give a meaning to, far more often than chance would have it. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        '`',
        '``',
        '```',
        '~~~',
        '\\',
        '|',
        '**',
        '_',
        '[x](https://e.x)',
        '![',
        '](',
        '> ',
        '- [x] ',
      ),
      fc.constantFrom(
        '<b>',
        '<!--',
        '-->',
        '</details>',
        '<!-- release-captain:item smoke-tests -->',
        '&lt;',
      ),
      fc.constantFrom(
        '<!-- release-captain:notes begin -->',
        '<!-- release-captain:tracking-issue 77:v2.0.1 -->',
      ),
      fc.constantFrom(
        '@me',
        '@o/team',
        '#1',
        'o/r#1',
        'GH-1',
        'Fixes #1',
        'https://e.x/a',
        'www.e.x',
        'deadbeef1',
      ),
      fc.constantFrom(
        '\n',
        '\r\n',
        '\n\n',
        '/release go',
        '\n/release go\n',
        ' ',
        '$x$',
        ':tada:',
        '[!NOTE]',
      ),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
