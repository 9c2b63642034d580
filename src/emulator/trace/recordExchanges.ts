import type { MiddlewareHandler } from 'hono';
import type { EmulatorEnv } from '../http/env.ts';
import { controlsLane, type Recorder } from '../core/recorder/recorder.ts';

/** The lane of requests that no token ties to a person. */
const othersLane = 'others';
/** Longer bodies, such as photos, are not recorded. */
const maxBodyLength = 24_000;
/** What the emulator serves or answers about itself, which would only repeat, and the reset with which a trace begins. */
const unrecordedPath =
  /^\/(calling\.js|common\.js|controls\.js|trace\.js|.*\.css|favicon\..*|health|openapi\.json|calling\/.*|emulator|emulator\/(state|trace|recording|reset).*)$/;

/** Records every HTTP exchange with its bodies, if the recorder is on. Requests that only read controls are left out. */
export const recordExchanges =
  (recorder: Recorder): MiddlewareHandler<EmulatorEnv> =>
  async (c, next) => {
    const { method, path } = c.req;
    const isControl = path.startsWith('/emulator/');
    if (!recorder.isOn || method === 'OPTIONS' || unrecordedPath.test(path)) return next();
    if (isControl && method === 'GET' && !/\/(token|exchange)$/.test(path)) return next();
    const startedAt = Date.now();
    const isRead = method !== 'GET' && Number(c.req.header('content-length') ?? 0) <= maxBodyLength;
    // Hono keeps the text, so that the route can read it, too.
    const requestText = isRead ? await c.req.text() : '';
    await next();
    const answerText = await readAnswer(c.res);
    const lane = isControl
      ? controlsLane
      : (findPerson([c.req.header('authorization') ?? '', requestText, answerText]) ?? othersLane);
    if (isControl) recorder.nameLane(lane, 'The test and its controls');
    else recorder.nameLane(lane, lane === othersLane ? 'Other requests' : lane);
    const body = parseBody(requestText);
    const act =
      isControl && typeof body === 'object' && body !== null && 'act' in body ? String(body.act) : '';
    recorder.record(
      lane,
      {
        kind: isControl ? 'control' : 'http',
        name: `${method} ${path}`,
        detail: [act, String(c.res.status)].filter(Boolean).join(' '),
        way: 'up',
        data: {
          ...(c.req.url.includes('?') && { query: c.req.query() }),
          ...(body !== undefined && { request: body }),
          ...(answerText !== '' && { answer: parseBody(answerText) }),
          durationMs: Date.now() - startedAt,
        },
      },
      startedAt,
    );
    return undefined;
  };

/** @returns the text of a JSON answer; the empty text of any other answer. */
async function readAnswer(response: Response): Promise<string> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (!isJson) return '';
  const text = await response.clone().text();
  return text.length <= maxBodyLength ? text : '';
}

/** @returns the fields of a JSON or form body, or its text. */
function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return /^[\w.%-]+=/.test(text) ? Object.fromEntries(new URLSearchParams(text)) : text;
  }
}

/** Finds the object id of the person for whom the first token was issued. The tokens are not checked: the routes do that. */
function findPerson(texts: readonly string[]): string | undefined {
  for (const text of texts) {
    for (const [, payload = ''] of text.matchAll(/eyJ[\w-]+\.(eyJ[\w-]+)/g)) {
      try {
        const { oid } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { oid?: unknown };
        if (typeof oid === 'string') return oid;
      } catch {
        // What looks like a token is none.
      }
    }
  }
  return undefined;
}
