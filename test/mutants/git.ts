import { type Mutant, withoutChecks } from './mutant.ts'

/** Checks that are made: each is never true. */
export const GIT: readonly Mutant[] = [
  ...withoutChecks('src/git/remotes/remote-url.ts', 'test/git/remotes/remote-url.test.ts', {
    "refuses or decides where !/^https?:$/.test(url.protocol) || url.password === ''":
      "if (!/^https?:$/.test(url.protocol) || url.password === '')",
    "refuses or decides where given === ''": "if (given === '')",
    "refuses or decides where given.startsWith('-')": "if (given.startsWith('-'))",
    'refuses or decides where /[\\u0000-\\u001f\\u007f]/.test(given)':
      'if (/[\\u0000-\\u001f\\u007f]/.test(given))',
    'refuses or decides where /^[A-Za-z0-9+.-]*::/.test(given)': 'if (/^[A-Za-z0-9+.-]*::/.test(given))',
    'refuses or decides where !URL.canParse(given) || !isDecodable(given)':
      'if (!URL.canParse(given) || !isDecodable(given))',
    'refuses or decides where !PROTOCOLS.has(protocol)': 'if (!PROTOCOLS.has(protocol))',
    "refuses or decides where decodeURIComponent(hostname).startsWith('-')":
      "if (decodeURIComponent(hostname).startsWith('-'))",
  }),
  ...withoutChecks('src/git/remotes/push.ts', 'test/git/remotes/push.test.ts', {
    'refuses or decides where moved': 'if (moved)',
  }),
  ...withoutChecks('src/git/release-refs.ts', 'test/git/release-refs.test.ts', {
    'refuses or decides where name === undefined || findRefProblem(name) !== null':
      'if (name === undefined || findRefProblem(name) !== null)',
    "refuses or decides where folder === 'tags'": "if (folder === 'tags')",
  }),
  ...withoutChecks('src/git/signing/sign-tag.ts', 'test/git/signing/sign-tag.test.ts', {
    "refuses or decides where tag.sign === 'required'": "if (tag.sign === 'required')",
    'refuses or decides where !verified': 'if (!verified)',
  }),
  ...withoutChecks('src/git/signing/signing-key.ts', 'test/git/signing/signing-key.test.ts', {
    "refuses or decides where key.startsWith('-')": "if (key.startsWith('-'))",
  }),
  ...withoutChecks('src/git/bump/plan-bump.ts', 'test/git/bump/plan-bump.test.ts', {
    'refuses or decides where problems.length > 0': 'if (problems.length > 0)',
    "refuses or decides where place.kind === 'problem'": "if (place.kind === 'problem')",
    'refuses or decides where size > largest': 'if (size > largest)',
    'refuses or decides where file.optional': 'if (file.optional)',
  }),
  ...withoutChecks('src/git/bump/bump-text.ts', 'test/git/bump/bump-text.test.ts', {
    "refuses or decides where found.kind === 'problem'": "if (found.kind === 'problem')",
    'refuses or decides where found.missing.length > 0 && !file.optional':
      'if (found.missing.length > 0 && !file.optional)',
    "refuses or decides where file.kind !== 'pattern' || file.part === undefined":
      "if (file.kind !== 'pattern' || file.part === undefined)",
  }),
  ...withoutChecks('src/git/objects/object-store.ts', 'test/git/objects/object-store.test.ts', {
    'refuses or decides where !/^[0-9a-f]{40,64}$/.test(sha)': 'if (!/^[0-9a-f]{40,64}$/.test(sha))',
  }),
  ...withoutChecks('src/git/refs/install.ts', 'test/git/refs/install.test.ts', {
    'refuses or decides where !/^refs\\/(heads|tags)\\//.test(ref.name)':
      'if (!/^refs\\/(heads|tags)\\//.test(ref.name))',
  }),
  ...withoutChecks('src/git/candidates/group-commits.ts', 'test/git/candidates/origins.test.ts', {
    'takes together what GitHub says is one, by different authors': "if (a.pullRequest.by === 'forge')",
  }),
  ...withoutChecks('src/git/candidates/group-commits.ts', 'test/git/candidates/group-commits.test.ts', {
    'refuses or decides where !a.pullRequest || !b.pullRequest || a.pullRequest.number !== b.pullRequest.number':
      'if (!a.pullRequest || !b.pullRequest || a.pullRequest.number !== b.pullRequest.number)',
    'refuses or decides where isMerge(a.landing.commit) || isMerge(b.landing.commit)':
      'if (isMerge(a.landing.commit) || isMerge(b.landing.commit))',
    "refuses or decides where a.pullRequest.by === 'trailer' && b.pullRequest.by === 'trailer'":
      "if (a.pullRequest.by === 'trailer' && b.pullRequest.by === 'trailer')",
  }),
]
