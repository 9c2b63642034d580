import { resolve } from 'node:path';
import { findFirstStackFrame } from './http/errorResponse.ts';
import { createLog } from './log.ts';
import { SettingsError, startService, type RunningService } from './startService.ts';

// The build writes this file to dist/server/main.js, and the app to dist/web, the default of `WEB_ROOT`.
const env = { WEB_ROOT: resolve(import.meta.dirname, '../web'), ...process.env };

// Node by itself would print the whole error, and the error of a failed request contains the request's tokens.
process.on('uncaughtException', (error) => {
  createLog()('error', 'crash', { name: error.name, at: findFirstStackFrame(error) });
  process.exit(1);
});

let service: RunningService | null = null;
let isStopping = false;
/** @param announce whether the service first reports "not ready", so that a load balancer stops sending requests */
const stopService = (announce: boolean): void => {
  // A second signal ends the process immediately.
  if (isStopping) process.exit(1);
  isStopping = true;
  if (service === null) process.exit(0);
  void service.close({ announce }).then(() => process.exit(0));
};
// These handlers must exist before the start, because a signal may arrive during the start.
process.on('SIGTERM', () => stopService(true));
// Ctrl-C in a terminal sends SIGINT. No load balancer sends requests to a process in a terminal.
process.on('SIGINT', () => stopService(false));

try {
  service = await startService({ env });
} catch (error) {
  const reason = error instanceof SettingsError ? error.message : describeListenError(error);
  if (reason === null) throw error;
  process.stderr.write(`The service was not started.\n${reason}\n`);
  process.exitCode = 1;
}

/** @returns a sentence that says why Node could not listen, and which setting to change; null for any other error */
function describeListenError(error: unknown): string | null {
  const { code, syscall, address, hostname, port } = error as NodeJS.ErrnoException &
    Partial<Record<'address' | 'hostname' | 'port', string>>;
  if (code === 'EADDRINUSE')
    return `PORT: another program already listens on ${port}; choose another port, for example 8081`;
  if (syscall === 'listen' && code === 'EACCES')
    return `PORT: ${port} needs rights that this user does not have; choose one above 1023, for example 8080`;
  if (syscall === 'listen' && code === 'EADDRNOTAVAIL')
    return `HOST: ${address} is not an address of this machine; choose one that is, for example 127.0.0.1`;
  if (syscall === 'getaddrinfo')
    return `HOST: ${hostname} is a name without an address (${code}); for example 127.0.0.1`;
  return null;
}
