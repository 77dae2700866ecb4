/** The files of the product at its first commit: those that §1.3 names, and some code. */
export function productFiles(version: string): Record<string, string> {
  return {
    'package.json': `{\n  "name": "godel",\n  "version": "${version}"\n}\n`,
    'src/version.ts': `export const VERSION = '${version}'\n`,
    'helm/Chart.yaml': `name: godel # the chart\nversion: ${version}\nappVersion: "${version}"\n`,
    'docker-compose.yml': `services:\n  api:\n    image: godel/api:v${version}\n  db:\n    image: postgres:16.2\n`,
    'src/engine.ts': listLines(30),
  }
}

/** Numbered lines, some of them replaced: `listLines(30, { 7: 'seven' })`. */
export function listLines(count: number, replaced: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: count }, (_, i) => `${replaced[i + 1] ?? `line ${i + 1}`}\n`).join('')
}
