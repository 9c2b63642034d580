import { resolve } from 'node:path';
import { placeOf } from './http/answer-problem.ts';
import { createLog } from './log.ts';
import { SettingsError, startService } from './serve.ts';

// Built to dist/server/main.js; the app stands beside it in dist/web.
const env = { WEB_ROOT: resolve(import.meta.dirname, '../web'), ...process.env };

// Node would print the whole error, and an error of a failed request holds the request with its tokens.
process.on('uncaughtException', (error) => {
  createLog()('error', 'crash', { name: error.name, at: placeOf(error) });
  process.exit(1);
});

try {
  const service = await startService({ env });
  const stop = (): void => void service.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  const known = error instanceof SettingsError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (!known) throw error;
  process.stderr.write(`The service was not started.\n${(error as Error).message}\n`);
  process.exitCode = 1;
}
