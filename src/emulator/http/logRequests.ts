import type { MiddlewareHandler } from 'hono';

/** Writes a line to standard error. It begins with the machine's time. */
export const writeLog = (text: string): void => {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
};

/** Writes a line for each request, without its query and body, which may contain tokens. */
export const logRequests: MiddlewareHandler = async (c, next) => {
  const startedAt = performance.now();
  await next();
  const durationMs = Math.round(performance.now() - startedAt);
  writeLog(`${c.req.method} ${c.req.path} ${c.res.status} ${durationMs} ms`);
};
