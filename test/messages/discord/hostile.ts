import fc from 'fast-check'

/** Text with what Discord and Markdown give a meaning to, far more often than chance would have it. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ maxLength: 6 }),
      fc.constantFrom(
        '@everyone',
        '@here',
        '<@80351110224678912>',
        '<@!1>',
        '<@&165511591545143296>',
        '<#1>',
      ),
      fc.constantFrom('<t:1618953630:R>', '</airhorn:816437322781949972>', '<:mmLol:216154654256398347>'),
      fc.constantFrom('<a:b1nzy:392938283556143104>', '<id:guide>', ':tada:', ':', '::', '<', '>'),
      fc.constantFrom('[x](https://e.x)', '[x](<https://e.x>)', '](https://e.x)', '![', '[', ']', '(', ')'),
      fc.constantFrom('https://e.x/a', '<https://e.x>', 'discord.gg/x', 'steam://run', 'www.e.x', 'a@e.x'),
      fc.constantFrom('**', '__', '_', '*', '~~', '||', '`', '``', '```', '\\', '~', '|'),
      fc.constantFrom('# ', '## ', '-# ', '- ', '* ', '> ', '>>> ', '1. ', '+ ', '#1', '---', '==='),
      fc.constantFrom('\n', '\r\n', '\n\n', '\n# ', '\n> ', ' ', '\u2060', '\u200b', '\ud800', '😀', '<b>'),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''))
