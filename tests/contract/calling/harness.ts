import type { Browser, Page } from 'playwright';
import { drawTiming } from '../../../src/emulator/sdk-module/callingTiming.ts';
import { createConditions, type ConditionStore } from '../../../src/emulator/core/conditionStore.ts';
import { acceptedOrigin } from '../../../src/emulator/http/origins.ts';
import { findPerson, people } from '../../../src/emulator/core/seed.ts';
import { createSignalling, type Signalling } from '../../../src/emulator/signalling/signalling.ts';
import type { Timing } from '../../../src/emulator/signalling/timing.ts';
import { servePages } from '../../support/pageServer.ts';
import { dropIn, openBrowser } from '../../support/calling/builtModules.ts';

export interface Harness {
  readonly browser: Browser;
  readonly signalling: Signalling;
  readonly conditions: ConditionStore;
  readonly origin: string;
  /** A page in a context of its own, with the SDK as `sdk` and `agentOf(name)` in it. */
  page(options?: { allow?: string[] }): Promise<Page>;
  close(): Promise<void>;
}

/** A token of the harness is the object id itself: who issues real ones is tested elsewhere. */
const verify = async (token: string) => {
  const person = findPerson(token);
  return person ? { oid: person.oid, tid: person.tid, expiresOn: new Date(Date.now() + 3_600_000) } : null;
};

/** Signalling, the bundled drop-in and a browser, each real. */
export async function startHarness(timing: Partial<Timing> = {}, { fakeUi = true } = {}): Promise<Harness> {
  const [code, browser] = await Promise.all([dropIn(), openBrowser({ fakeUi })]);
  const conditions = createConditions();
  const signalling = createSignalling({ verify, findPerson, origins: acceptedOrigin, timing, conditions });
  const pages = {
    '/': html,
    '/calling.js': code,
    get '/calling/timing'() {
      return JSON.stringify(drawTiming(conditions));
    },
    '/favicon.ico': '',
  };
  const served = await servePages(pages);
  const { origin } = served;
  served.server.on('upgrade', signalling.upgrade);
  return {
    browser,
    signalling,
    conditions,
    origin,
    async page({ allow = [] } = {}) {
      const context = await browser.newContext({ permissions: allow });
      const page = plainErrors(await context.newPage());
      page.on('console', (message) => message.type() === 'error' && console.error('page:', message.text()));
      page.on('pageerror', (error) => console.error('page:', error));
      await page.goto(origin);
      await page.waitForFunction('globalThis.sdk');
      return page;
    },
    async close() {
      await browser.close();
      await signalling.close();
      await served.close();
    },
  };
}

/** Runs a scenario, in a fresh page unless one is given. @throws what the page threw. */
export async function inPage(harness: Harness, body: string, page?: Page): Promise<Record<string, unknown>> {
  const here = page ?? (await harness.page());
  try {
    return await here.evaluate(`(async () => {${body}})()`);
  } finally {
    if (!page) await here.context().close();
  }
}

const ids = JSON.stringify(Object.fromEntries(people.map(({ upn, oid }) => [upn.split('@')[0], oid])));

/** What runs in every page. Peer connections and captured tracks are counted, so that a leak shows. */
const html = `<!doctype html><meta charset="utf-8"><title>harness</title><body><script type="module">
const made = []; const Native = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Native { constructor(...a) { super(...a); made.push(this); } };
const tracks = []; const gum = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (c) => { const s = await gum(c); tracks.push(...s.getTracks()); return s; };
const gdm = navigator.mediaDevices.getDisplayMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getDisplayMedia = async (c) => { const s = await gdm(c); tracks.push(...s.getTracks()); return s; };
const keep = (list, wanted) => { list.splice(0, list.length, ...list.filter(wanted)); return [...list]; };
const sdk = await import('/calling.js');
const ids = ${ids};
const agents = {};
Object.assign(globalThis, {
  ids, agents, log: [],
  // What is over is forgotten, so that nothing here keeps it.
  open: () => keep(made, (c) => c.connectionState !== 'closed'),
  live: () => keep(tracks, (t) => t.readyState === 'live').length,
  user: (name) => ({ microsoftTeamsUserId: ids[name] ?? name }),
  async agentOf(name, wrap = (x) => x) {
    const client = wrap(new sdk.CallClient());
    const agent = wrap(await client.createTeamsCallAgent({ getToken: async () => ({ token: ids[name], expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} }));
    agents[name] = agent;
    return { client, agent };
  },
  incoming: (agent) => new Promise((done) => { const hear = ({ incomingCall }) => { agent.off('incomingCall', hear); done(incomingCall); }; agent.on('incomingCall', hear); }),
  async until(test, ms = 10000) { const end = Date.now() + ms; while (!(await test())) { if (Date.now() > end) throw new Error('never: ' + test); await new Promise((r) => setTimeout(r, 10)); } return test(); },
  note(call, as) { for (const e of ['stateChanged','remoteParticipantsUpdated','isMutedChanged','isLocalVideoStartedChanged']) call.on(e, () => log.push(as + ':' + e + ':' + call.state)); },
  // Pictures drawn of a stream: as many as it takes to say that it moves, or what came in ten seconds.
  async frames(stream) {
    const renderer = new sdk.VideoStreamRenderer(stream); const view = await renderer.createView({ scalingMode: 'Crop' });
    document.body.append(view.target); const video = view.target.querySelector('video');
    let n = 0; const count = () => { n++; video.requestVideoFrameCallback(count); }; video.requestVideoFrameCallback(count);
    const end = Date.now() + 10000; while (n < 5 && Date.now() < end) await new Promise((r) => setTimeout(r, 20)); const result = { n, w: video.videoWidth, h: video.videoHeight }; renderer.dispose(); return result;
  },
  async camera(client) { const [camera] = await (await client.getDeviceManager()).getCameras(); return new sdk.LocalVideoStream(camera); },
  sdk,
});
</script>`;

/**
 * What a page throws arrives without the page's addresses: vitest would take them for files of this machine (a page
 * at `/` for its root), and fail the whole run on not being able to read them.
 */
function plainErrors(page: Page): Page {
  const plainly =
    (act: (...given: unknown[]) => Promise<unknown>) =>
    async (...given: unknown[]): Promise<unknown> => {
      try {
        return await act(...given);
      } catch (error) {
        if (error instanceof Error) {
          error.message = error.message.replaceAll(/https?:\/\/[^/\s]+\//g, 'page:');
          error.stack = error.message;
        }
        throw error;
      }
    };
  return Object.assign(page, {
    evaluate: plainly(page.evaluate.bind(page) as never) as Page['evaluate'],
    waitForFunction: plainly(page.waitForFunction.bind(page) as never) as Page['waitForFunction'],
  });
}
