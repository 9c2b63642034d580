import { resolve } from 'node:path';
import { firstStackLine } from './http/errorResponse.ts';
import { describeListenError } from './http/listenError.ts';
import { createLog } from './log.ts';
import { SettingsError, startService } from './startService.ts';

// The build writes this file to dist/server/main.js, next to the app in dist/web.
const env = { WEB_ROOT: resolve(import.meta.dirname, '../web'), ...process.env };

// Node would print the whole error, and the error of a failed request contains the request with its tokens.
process.on('uncaughtException', (error) => {
  createLog()('error', 'crash', { name: error.name, at: firstStackLine(error) });
  process.exit(1);
});

try {
  const service = await startService({ env });
  let stopping = false;
  const stop = (announced: boolean): void => {
    // A second signal asks for an immediate end.
    if (stopping) process.exit(1);
    stopping = true;
    void service.close({ announced }).then(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop(true));
  // Ctrl-C in a terminal: there is no load balancer to inform.
  process.on('SIGINT', () => stop(false));
} catch (error) {
  const reason = error instanceof SettingsError ? error.message : describeListenError(error);
  if (reason === null) throw error;
  process.stderr.write(`The service was not started.\n${reason}\n`);
  process.exitCode = 1;
}
