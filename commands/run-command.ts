import { complain } from './complain.ts'

/**
 * Runs a command with what was typed after its name. Its exit code is what `main` returns, or tells what was wrong;
 * `cleanUp` ends what is left at work then.
 */
export async function runCommand(
  main: (words: string[]) => Promise<number>,
  usage: string,
  cleanUp: () => Promise<void> = async () => {},
): Promise<void> {
  // Output that nobody can be given any more (`npm start | head`, a terminal that was closed, a full disk) is a signal to
  // end: unheard, the error would end the process with all that it has to clean up.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.emit('SIGHUP', 'SIGHUP'))
  process.exitCode = await main(process.argv.slice(2)).catch(async (error: unknown) => {
    const code = complain(error, usage)
    await cleanUp()
    // What was broken off may still be waiting for something, and would complain once more.
    process.exit(code)
  })
}
