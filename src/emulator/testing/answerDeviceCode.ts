import { createTestBrowser, visit } from './browser.ts';

/**
 * Goes through the pages of a sign-in with a device code, as a user does: enters the code, picks the account, and answers
 * the page that asks for consent, if there is one.
 * @param answer the button that the user presses on the consent page. Default: *Accept*.
 */
export async function answerDeviceCode(
  url: string,
  userCode: string,
  oid: string,
  answer: 'accept' | 'cancel' = 'accept',
): Promise<string> {
  let page = await visit(createTestBrowser(), `${url}/devicelogin`);
  page = await page.press('user_code', userCode);
  if (page.text.includes('name="oid"')) page = await page.press('oid', oid);
  if (page.text.includes('name="answer"')) page = await page.press('answer', answer);
  return page.text;
}
