import { expect, onTestFinished, test, vi } from 'vitest';
import { createSimulatedPeople } from '../fixtures/simulatedPeople.ts';
import { createSimulatedPhone } from '../fixtures/simulatedPhone.ts';
import { SimulatedService } from '../fixtures/simulatedService.ts';
import { createHistory } from '../history/history.ts';
import { createFactReader } from './callFacts.ts';
import { connectDesk } from './connectDesk.ts';
import { createOpenCalls } from './openCalls.ts';
import { openWaitingEvents } from './waitingEvents.ts';

test.each([
  ['alone', {}],
  ['beside a page that does not connect', { origins: ['https://crm.example'] }],
])(
  'gives the web hook, %s, the end of a call that ended with its page, and only once',
  async (_title, settings) => {
    const { phone } = createSimulatedPhone(new SimulatedService());
    onTestFinished(() => phone.close());
    createOpenCalls(phone.ownId, 'crashed', null).put({ id: 'a', entryKey: 'a', direction: 'incoming' });
    const waiting = openWaitingEvents(crypto.randomUUID());
    const sent: string[] = [];
    const send = async ({ type, call }: { type: string; call: { id: string } }) => {
      sent.push(`${type} ${call.id}`);
      return 'sent' as const;
    };
    const startDesk = () => {
      const facts = createFactReader(phone, createSimulatedPeople());
      const desk = connectDesk(
        { oid: 'a', settings, webHook: { send, waiting } },
        phone,
        createHistory('a'),
        facts,
      );
      onTestFinished(desk.stop);
      return desk;
    };
    startDesk().stop();
    const desk = startDesk();
    await vi.waitFor(() => expect(sent).toEqual(['ended a']), { timeout: 5_000 });
    desk.stop();
    startDesk();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sent).toEqual(['ended a']);
  },
);
