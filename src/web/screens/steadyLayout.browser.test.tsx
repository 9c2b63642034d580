import { createIdentifierFromRawId } from '@azure/communication-common';
import { afterEach, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { fail } from '../errors/problem.ts';
import { runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { bob, carol } from '../fixtures/testUsers.ts';

afterEach(() => page.viewport(1280, 800));

/** An event moves nothing on the page by more pixels than this. */
const maxShiftPx = 8;

/** Remembers where the controls and headings of the page are. @returns a function that lists those that have moved since then */
function rememberPlaces(root: string): () => string[] {
  const readPlaces = () =>
    new Map(
      [...document.querySelectorAll(`:is(${root}) :is(button, input, textarea, a, h1, h2)`)]
        .filter((element) => element.checkVisibility() && !element.closest('[role=status], [role=alert]'))
        .map((element) => [
          element.getAttribute('aria-label') ?? element.textContent,
          element.getBoundingClientRect(),
        ]),
    );
  const before = readPlaces();
  expect(before.size).toBeGreaterThan(root === 'header' ? 1 : 4);
  return () => {
    const now = readPlaces();
    return [...before].flatMap(([name, { left, top }]) => {
      const place = now.get(name);
      const shiftPx = place && Math.hypot(place.left - left, place.top - top);
      return shiftPx && shiftPx > maxShiftPx ? [`${name}: ${shiftPx}`] : [];
    });
  };
}

it.each([1280, 1024, 390])(
  'no message, ring and call’s end moves the page, in a window of %i pixels',
  async (width) => {
    const { phone, service, connectCall } = await renderWholePhone(width);
    const settle = () => runAndRender(() => new Promise((resolve) => setTimeout(resolve, 300)));
    await settle();
    const missed = fail('call-missed', { person: bob.rawId }).problem;
    const failures = [fail('service-unreachable').problem, fail('microphone-refused').problem];
    /** Lets messages come and go, one after another. */
    const testMessages = async (listMoved: () => string[]) => {
      const events = [
        () => phone.reportProblem(missed),
        () => phone.dismissProblem(missed),
        () => phone.reportProblem(missed),
        ...failures.map((failure) => () => phone.reportProblem(failure)),
        ...failures.map((failure) => () => phone.dismissProblem(failure)),
      ];
      for (const event of events) {
        await runAndRender(event);
        expect(listMoved()).toEqual([]);
      }
    };
    const atHome = rememberPlaces('header, main, [data-favourites]');
    await testMessages(atHome);
    // On a screen without a column for the calls, the cards of incoming calls are above everything.
    if (width >= 1024) {
      const incoming = service.ringIncomingCall({ identifier: createIdentifierFromRawId(carol.rawId) });
      await settle();
      expect(atHome()).toEqual([]);
      await runAndRender(() => incoming.endRinging({ code: 487, subCode: 0 }));
      await settle();
      expect(atHome()).toEqual([]);
    }
    const first = await connectCall('4:+14255550100');
    const second = await connectCall(carol.rawId);
    await settle();
    const inCall = rememberPlaces('main, [data-favourites]');
    await testMessages(inCall);
    await runAndRender(() => first.end({ code: 0, subCode: 0 }));
    await settle();
    // On a screen without a column for the calls, the list of calls goes with the second call, so that the call gets its room.
    if (width >= 1024) expect(inCall()).toEqual([]);
    await runAndRender(() => second.end({ code: 0, subCode: 0 }));
    await settle();
    expect(document.querySelectorAll('header :is([role=status], [role=alert])').length).toBeGreaterThan(1);
    expect(atHome()).toEqual([]);
  },
);
