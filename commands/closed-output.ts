/**
 * Takes output that nobody can be given any more (`npm start | head`, a terminal that was closed, a full disk) for a
 * signal to end: unheard, the error would end the process with all that it has to clean up.
 */
export function endOnClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.emit('SIGHUP', 'SIGHUP'))
}
