import { createTestBrowser } from './browser.ts';

/**
 * Goes through the pages of a sign-in with a device code, as a user does: enters the code, picks the account, and answers
 * the page that asks for consent, if there is one.
 * @param url the emulator's URL.
 * @param oid the object id of the account.
 * @param answer the button that the user presses on the consent page. Default: *Accept*.
 * @returns the text of the last page.
 */
export async function answerDeviceCode(
  url: string,
  userCode: string,
  oid: string,
  answer: 'accept' | 'cancel' = 'accept',
): Promise<string> {
  const browser = createTestBrowser();
  const address = `${url}/devicelogin`;
  let text = await (await browser.get(address)).text();
  const press = async (name: string, value: string) => {
    text = await (await browser.press({ url: address, text }, { name, value })).text();
  };
  await press('user_code', userCode);
  if (text.includes('name="oid"')) await press('oid', oid);
  if (text.includes('name="answer"')) await press('answer', answer);
  return text;
}
