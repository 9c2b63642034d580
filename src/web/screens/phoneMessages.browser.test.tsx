import { createIdentifierFromRawId } from '@azure/communication-common';
import { screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { createStore } from '../base/store.ts';
import type { AgentStatus } from '../calling/agent/currentAgent.ts';
import { NoticeList } from '../areas/call-notices/NoticeList.tsx';
import { AgentMessage } from '../areas/phone-messages/PhoneMessages.tsx';
import { ProblemList } from '../areas/problems/ProblemList.tsx';
import { i18n } from '../fixtures/i18n.ts';
import { pressButton, renderApp, runAndRender } from '../fixtures/render.tsx';
import { createSimulatedParticipant } from '../fixtures/simulatedParticipant.ts';
import { bob, carol } from '../fixtures/testUsers.ts';
import { startCallLog } from '../history/callLog.ts';
import { supportedLanguages } from '../i18n/supportedLanguages.ts';
import { startConsultation } from '../transfer/startTransfer.ts';
import { transfer } from '../transfer/transfer.ts';
import { Message } from '../ui/Message.tsx';
import { MessageLine } from '../ui/MessageLine.tsx';

/** What the message line of a phone shows of a long message: what has happened, whatever the length of the name. */

const name = 'Maximiliane von Hohenstein-Wartenberg';
const number = '4:+14255550100';
const declined = { code: 603, subCode: 0 };

/** Renders the messages during a call with somebody whose name is long. */
async function renderMessages() {
  const app = await renderApp(
    <div dir={i18n.dir()}>
      <MessageLine>
        <Message role="status">Another message</Message>
        <ProblemList onSignIn={vi.fn()} onCheckSetUp={vi.fn()} onRetry={vi.fn()} />
        <NoticeList />
      </MessageLine>
    </div>,
  );
  startCallLog(app.phone, app.history);
  const call = await app.connectCall(number);
  const participant = createSimulatedParticipant(number, { displayName: name });
  await runAndRender(() => call.setParticipants(participant));
  const session = app.phone.findSession(app.phone.state.get().front ?? '');
  if (!session) throw new Error('There is no call.');
  return { ...app, call, session };
}
type App = Awaited<ReturnType<typeof renderMessages>>;

const miss = async ({ service }: App) => {
  for (const rawId of ['4:+14255550101', '4:+14255550102', '4:+14255550103']) {
    const identifier = createIdentifierFromRawId(rawId);
    const ring = service.ringIncomingCall({ identifier, displayName: name });
    await runAndRender(() => ring.endRinging({ code: 487, subCode: 0 }));
  }
};
const failTransfer = async ({ call, session }: App) => {
  await runAndRender(() =>
    session.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol.rawId } }),
  );
  await runAndRender(() => call.finishTransfer('Failed', declined));
};
const failConsultation = async ({ phone, session, service }: App) => {
  await runAndRender(() => startConsultation(phone, session, carol.rawId));
  await runAndRender(() => service.calls.at(-1)?.end(declined));
};
const leaveOnHold = async ({ call, connectCall }: App) => {
  await connectCall(carol.rawId);
  await expect.poll(() => call.state).toBe('LocalHold');
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
};
const hangUp = async ({ phone, session, connectCall }: App) => {
  await connectCall(carol.rawId);
  await runAndRender(() => phone.switchTo(session.key));
  await runAndRender(() => phone.hangUp(session.key));
};

/** Whether the line shows these words of its message, and not an ellipsis in their place. */
function shows(words: string): boolean {
  const box = document.querySelector<HTMLElement>('[data-message]');
  if (!box) return false;
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const start = texts.currentNode.textContent?.indexOf(words) ?? -1;
    if (start === -1) continue;
    range.setStart(texts.currentNode, start);
    range.setEnd(texts.currentNode, start + words.length);
    const { left, right, bottom } = box.getBoundingClientRect();
    const isCut = box.scrollHeight > box.clientHeight + 1;
    const room = (rect: DOMRect) => (i18n.dir() === 'rtl' ? rect.left - left : right - rect.right);
    return [...range.getClientRects()].every((rect) => {
      const mayHaveEllipsis = isCut && rect.bottom > bottom - 4;
      return rect.bottom <= bottom + 1 && room(rect) >= (mayHaveEllipsis ? 14 : -1);
    });
  }
  return false;
}

afterEach(async () => {
  await i18n.changeLanguage('en');
  await page.viewport(1280, 800);
});

it.each([
  ['en', miss, ['Missed call (+2):']],
  ['en', failTransfer, ['Transfer failed: Declined.', 'On hold:']],
  ['en', failConsultation, ['Declined.', 'On hold:']],
  ['en', leaveOnHold, ['hung up while on hold.']],
  ['en', hangUp, ['The call has ended.']],
  ['de', miss, ['Anruf verpasst (+2):']],
  ['de', failTransfer, ['Nicht übergeben: Abgelehnt.', 'Gehalten:']],
  ['de', failConsultation, ['Abgelehnt.', 'Gehalten:']],
  ['de', leaveOnHold, ['hat beim Warten aufgelegt.']],
  ['de', hangUp, ['Der Anruf ist beendet.']],
  ['ar', miss, ['مكالمة فائتة (+2):']],
  ['ar', failTransfer, ['فشل التحويل: مرفوضة.', 'قيد الانتظار:']],
  ['ar', failConsultation, ['مرفوضة.', 'قيد الانتظار:']],
  ['ar', leaveOnHold, ['المكالمة أثناء الانتظار']],
  ['ar', hangUp, ['انتهت المكالمة']],
] as const)('in the language %s, a phone shows the outcome: %o %o', async (tag, happen, outcome) => {
  const { default: words } = (await import(`../locales/${tag}.json`)) as { default: object };
  i18n.addResourceBundle(tag, 'translation', words, true, true);
  await i18n.changeLanguage(tag);
  await page.viewport(390, 800);
  await happen(await renderMessages());
  for (const width of [390, 320]) {
    await page.viewport(width, 800);
    await expect.poll(() => outcome.filter((part) => !shows(part)), { message: `${width} px` }).toEqual([]);
  }
});

it.each(supportedLanguages)(
  'in the language $tag, the action of a phone has its word, and 8 px to the button that dismisses',
  async ({ tag }) => {
    const { default: words } = (await import(`../locales/${tag}.json`)) as { default: object };
    i18n.addResourceBundle(tag, 'translation', words, true, true);
    await i18n.changeLanguage(tag);
    await page.viewport(320, 800);
    const status = createStore<AgentStatus>({ kind: 'up' });
    const { phone, connectCall } = await renderApp(
      <div dir={i18n.dir()}>
        <MessageLine>
          <AgentMessage />
          <NoticeList />
        </MessageLine>
      </div>,
      { connectedAgent: { status } },
    );
    const check = async (...said: string[]) => {
      for (const width of [390, 320]) {
        await page.viewport(width, 800);
        await expect.poll(() => said.filter((part) => !shows(part)), { message: `${width} px` }).toEqual([]);
        const [action, dismiss] = [...document.querySelectorAll('section button')].map((button) => ({
          word: button.querySelector('[data-label]'),
          box: button.getBoundingClientRect(),
        }));
        const label = action?.word?.getBoundingClientRect();
        if (!action || !label) throw new Error('There is no action.');
        expect(label.width).toBeGreaterThan(15);
        expect(label.left).toBeGreaterThanOrEqual(action.box.left);
        expect(label.right).toBeLessThanOrEqual(action.box.right);
        expect(label.height).toBeLessThan(44);
        if (!dismiss) continue;
        const gapPx = Math.max(dismiss.box.left - action.box.right, action.box.left - dismiss.box.right);
        expect(gapPx).toBeGreaterThanOrEqual(8);
      }
      if (screen.queryByRole('button', { name: i18n.t('remedies.none') }))
        await pressButton(i18n.t('remedies.none'));
    };
    const call = await connectCall(bob.rawId);
    const session = phone.findSession(phone.state.get().front ?? '');
    if (!session) throw new Error('There is no call.');
    await runAndRender(() =>
      session.run(transfer, { kind: 'start', target: { kind: 'person', rawId: carol.rawId } }),
    );
    await runAndRender(() => call.finishTransfer('Failed', declined));
    await check('Bob Baker');
    await runAndRender(() => call.end({ code: 0, subCode: 0 }));
    await check('Bob Baker');
    const declinedCall = await connectCall(bob.rawId);
    await runAndRender(() => declinedCall.end(declined));
    await check('Bob Baker');
    await runAndRender(() => status.set({ kind: 'down', waitsFor: 'network', nextAttemptAt: null }));
    await check(i18n.t('agent.offline'));
  },
);
