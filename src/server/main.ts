import { resolve } from 'node:path';
import { firstStackLine } from './http/errorResponse.ts';
import { describeListenError } from './http/listenError.ts';
import { createLog } from './log.ts';
import { SettingsError, startService } from './startService.ts';

// Built to dist/server/main.js; the app stands beside it in dist/web.
const env = { WEB_ROOT: resolve(import.meta.dirname, '../web'), ...process.env };

// Node would print the whole error, and an error of a failed request holds the request with its tokens.
process.on('uncaughtException', (error) => {
  createLog()('error', 'crash', { name: error.name, at: firstStackLine(error) });
  process.exit(1);
});

try {
  const service = await startService({ env });
  let stopping = false;
  const stop = (announced: boolean): void => {
    // A second signal means that whoever sent the first does not want to wait.
    if (stopping) process.exit(1);
    stopping = true;
    void service.close({ announced }).then(() => process.exit(0));
  };
  process.on('SIGTERM', () => stop(true));
  // Ctrl-C: no load balancer is listening.
  process.on('SIGINT', () => stop(false));
} catch (error) {
  const reason = error instanceof SettingsError ? error.message : describeListenError(error);
  if (reason === null) throw error;
  process.stderr.write(`The service was not started.\n${reason}\n`);
  process.exitCode = 1;
}
