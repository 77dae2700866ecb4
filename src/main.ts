/** Starts the program. The only file that reads the process's arguments and environment. */
export async function main(): Promise<void> {}
