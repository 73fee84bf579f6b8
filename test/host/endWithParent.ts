/**
 * Loaded into the server before it starts: its group ends when the one who started it is gone, even
 * if that one was killed and could not say goodbye.
 */
process.stdin.once('close', () => process.kill(-process.pid, 'SIGKILL'));
process.stdin.resume();
// What the server starts itself must not load this.
process.execArgv.length = 0;
