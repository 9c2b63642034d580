import { expect, it, onTestFinished } from 'vitest';
import { page } from 'vitest/browser';
import { runAndRender } from '../fixtures/render.tsx';
import { renderWholePhone } from '../fixtures/renderWholePhone.tsx';
import { bob, carol } from '../fixtures/testUsers.ts';

it('fades the lower edge of the messages on a phone until the user has scrolled to their end', async () => {
  onTestFinished(() => page.viewport(1280, 800));
  const { connectCall } = await renderWholePhone(320);
  const calls = [];
  for (const rawId of [bob.rawId, carol.rawId, '4:+14255550101', '4:+14255550102', '4:+14255550103'])
    calls.push(await connectCall(rawId));
  const messages = document.querySelector<HTMLElement>('header > :last-child');
  const readMask = () => messages && getComputedStyle(messages).maskImage;
  expect(readMask()).toBe('none');
  for (const call of calls.slice(0, -1)) await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  await expect.poll(readMask).toContain('linear-gradient');
  messages?.scrollTo(0, messages.scrollHeight);
  await expect.poll(readMask).toBe('none');
});
