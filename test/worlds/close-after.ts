/** Closes something that a test or its worlds opened. */
export type Close = () => unknown

const opened = { test: [] as Close[], file: [] as Close[] }

/** Closes something when the running test has ended, the last opened first. */
export function closeAfterTest(close: Close): void {
  opened.test.push(close)
}

/** Closes something when the running test file has ended, the last opened first. */
export function closeAfterFile(close: Close): void {
  opened.file.push(close)
}

/**
 * Closes everything that was opened for the test or the file, even when one of them fails: the next file runs in the same
 * process. Called by `test/setup.ts` alone.
 *
 * @throws {unknown} what the first of them threw
 */
export async function closeOpened(scope: keyof typeof opened): Promise<void> {
  const failures: unknown[] = []
  for (const close of opened[scope].splice(0).reverse())
    try {
      await close()
    } catch (error) {
      failures.push(error)
    }
  if (failures.length > 0) throw failures[0]
}
