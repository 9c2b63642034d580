import { resolve } from 'node:path';
import { SettingsError, startService } from './serve.ts';

// Built to dist/server/main.js; the app stands beside it in dist/web.
const env = { WEB_ROOT: resolve(import.meta.dirname, '../web'), ...process.env };

try {
  const service = await startService({ env });
  const stop = (): void => void service.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`The service was not started.\n${error.message}\n`);
  process.exitCode = 1;
}
